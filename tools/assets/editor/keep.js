// Unsaved work, kept in this browser until it is saved or discarded.

export class Keep {
  /**
   * One place an editing session, text and person: another tab has its own, and nobody is
   * offered another's work on a shared machine.
   */
  constructor(text, person) {
    this.places = `roundtable:unsaved:${person}:${text}`;
    this.name = `${this.places}:${session()}`;
  }

  /** Keep the document; false where the browser has no room for it. */
  put(revision, doc) {
    try {
      localStorage.setItem(this.name, JSON.stringify({ revision, doc: doc.toJSON(), at: Date.now() }));
      return true;
    } catch {
      return false;
    }
  }

  /** The newest that another session left: {name, revision, doc (JSON), at (ms)}, or null. */
  newest() {
    const kept = this.#names().map(read).filter(Boolean);
    return kept.sort((one, other) => other.at - one.at)[0] ?? null;
  }

  /** Let go of what this session keeps, or of what another left, by its name. */
  drop(name = this.name) {
    try {
      localStorage.removeItem(name);
    } catch {
      // what cannot be kept need not be dropped
    }
  }

  #names() {
    try {
      return Object.keys(localStorage).filter((name) => name === this.places || name.startsWith(`${this.places}:`));
    } catch {
      return [];
    }
  }
}

/** Another each time the editor is opened, so that what an earlier page left stays and is offered. */
function session() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function read(name) {
  try {
    return { ...JSON.parse(localStorage.getItem(name)), name };
  } catch {
    return null;
  }
}
