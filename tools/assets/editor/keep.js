// Unsaved work, kept in this browser until it is saved or discarded.

export class Keep {
  /** One place a strategy and person, so that nobody is offered another's work on a shared machine. */
  constructor(slug, person) {
    this.name = `roundtable:unsaved:${person}:${slug}`;
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

  /** {revision, doc (JSON), at (ms)} or null. */
  get() {
    try {
      return JSON.parse(localStorage.getItem(this.name));
    } catch {
      return null;
    }
  }

  drop() {
    try {
      localStorage.removeItem(this.name);
    } catch {
      // what cannot be kept need not be dropped
    }
  }
}
