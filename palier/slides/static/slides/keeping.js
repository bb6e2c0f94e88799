// What could not be sent yet, kept on this device for its person: two tabs keep side by side, and
// whoever signs in here next never sends the words of somebody else.

export class Keeping {
  #mine = new Set(); // ids of the changes this tab answers for

  constructor(slide, person) {
    this.key = `palier:unsent:${slide}:${person}`;
  }

  /** Take over what earlier pages left, oldest first. */
  take() {
    const changes = this.#read();
    for (const { id } of changes) this.#mine.add(id);
    return changes;
  }

  /** Keep these; false where this device cannot. */
  keep(changes) {
    const others = this.#read().filter(({ id }) => !this.#mine.has(id));
    for (const { id } of changes) this.#mine.add(id);
    const all = [...others, ...changes];
    try {
      if (all.length) localStorage.setItem(this.key, JSON.stringify(all));
      else localStorage.removeItem(this.key);
      return true;
    } catch {
      return false; // a full or forbidden storage: only the queue in memory holds the words
    }
  }

  #read() {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? "[]");
    } catch {
      return [];
    }
  }
}

/** Words that the server refused, until their person puts them away; across reloads too. */
export class Aside {
  constructor(slide, person) {
    this.key = `palier:aside:${slide}:${person}`;
  }

  all() {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? "[]");
    } catch {
      return [];
    }
  }

  add(refusal) {
    this.#write([...this.all().filter(({ of }) => of !== refusal.of), refusal]);
  }

  remove(of) {
    this.#write(this.all().filter((refusal) => refusal.of !== of));
  }

  #write(refusals) {
    try {
      if (refusals.length) localStorage.setItem(this.key, JSON.stringify(refusals));
      else localStorage.removeItem(this.key);
    } catch {
      // A full or forbidden storage: the card on the page still holds the words.
    }
  }
}
