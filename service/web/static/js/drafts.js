// What somebody typed and has not sent, kept in this browser for them alone: by person, strategy and
// what it is for (`new:REVISION:PASSAGE`, `reply:THREAD`, `edit:COMMENT`): the same place may hold other
// words in another revision. Each draft has a key that goes with every attempt to send it, so that a
// second attempt after a lost answer makes nothing twice.

const PREFIX = "roundtable:draft:";

export class Drafts {
  /** Take the ids of the person and the strategy; without a person nothing is kept. */
  constructor(person, strategy) {
    this.prefix = person ? `${PREFIX}${person}:${strategy}:` : null;
    this.here = new Map();
  }

  /** The draft for something, or null. */
  get(what) {
    return this.here.get(what) ?? this.#read(what);
  }

  /** Keep words as they are typed; one without any is dropped. Returns the draft. */
  put(what, values) {
    const draft = { key: newKey(), ...this.get(what), ...values, at: Date.now() };
    this.here.set(what, draft);
    try {
      if (this.prefix) localStorage.setItem(this.prefix + what, JSON.stringify(draft));
    } catch {
      // full or forbidden: it is kept as long as the page is open
    }
    return draft;
  }

  drop(what) {
    this.here.delete(what);
    try {
      if (this.prefix) localStorage.removeItem(this.prefix + what);
    } catch {
      // nothing was kept
    }
  }

  /** All of this person on this strategy, as [what, draft], newest first. */
  all() {
    const found = new Map(this.here);
    for (const name of this.#names()) {
      const what = name.slice(this.prefix.length);
      const draft = this.get(what);
      if (draft) found.set(what, draft);
    }
    return [...found].sort(([, one], [, other]) => other.at - one.at);
  }

  #names() {
    try {
      return this.prefix ? Object.keys(localStorage).filter((name) => name.startsWith(this.prefix)) : [];
    } catch {
      return [];
    }
  }

  #read(what) {
    try {
      return this.prefix && JSON.parse(localStorage.getItem(this.prefix + what));
    } catch {
      return null;
    }
  }
}

/** Forget everything that a person typed, on all strategies: they sign out. */
export function forget(person) {
  try {
    const theirs = Object.keys(localStorage).filter((name) => name.startsWith(`${PREFIX}${person}:`));
    for (const name of theirs) localStorage.removeItem(name);
  } catch {
    // nothing was kept
  }
}

/** 32 hexadecimal digits; `crypto.randomUUID` would need https. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
