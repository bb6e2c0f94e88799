// What is typed and not sent yet, kept on this device for its person, until it is sent.

export class Drafts {
  constructor(slide, person) {
    this.prefix = `palier:draft:${slide}:${person}:`;
  }

  read(place) {
    try {
      return JSON.parse(localStorage.getItem(this.prefix + place));
    } catch {
      return null;
    }
  }

  keep(place, draft) {
    try {
      localStorage.setItem(this.prefix + place, JSON.stringify(draft));
    } catch {
      // A full or forbidden storage: the box on the page still holds the words.
    }
  }

  forget(place) {
    try {
      localStorage.removeItem(this.prefix + place);
    } catch {
      // As above.
    }
  }

  /** The names of the places that hold a draft. */
  places() {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(this.prefix))
        .map((key) => key.slice(this.prefix.length));
    } catch {
      return [];
    }
  }
}

/** What the browser calls a comment: sent twice, it is the same one. */
export function newKey() {
  return [...crypto.getRandomValues(new Uint32Array(3))].map((part) => part.toString(36)).join("-");
}
