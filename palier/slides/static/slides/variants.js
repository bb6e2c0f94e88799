// Two versions of a line: a card below the sheet, a mark at the line, one click to choose.

import { setMarks } from "./marks.js";

export class Variants {
  #version = 0;

  constructor(root) {
    this.root = root;
    this.mark();
  }

  get place() {
    return this.root.querySelector("[data-variants]");
  }

  /** Put those of a new answer in place; the card that has the focus keeps it. */
  show(html) {
    const answer = new DOMParser().parseFromString(html, "text/html");
    const next = answer.querySelector("[data-variants]");
    const version = Number(answer.querySelector("[data-sheet]")?.dataset.version);
    if (!this.place || !next || version < this.#version) return; // an answer that was overtaken
    this.#version = version;
    if (next.innerHTML === this.place.innerHTML) return;
    const focused = this.place.contains(document.activeElement) ? document.activeElement.closest("section").id : "";
    this.place.replaceChildren(...next.children);
    if (focused) document.getElementById(focused)?.focus();
    this.mark();
  }

  /** Test if what was written in this stretch of writing is kept beside its line. */
  has(burst) {
    return Boolean(burst) && this.place?.querySelector(`[data-burst="${burst}"]`) !== null;
  }

  mark() {
    const marks = new Map();
    for (const card of this.place?.children ?? []) {
      const press = () => {
        card.scrollIntoView({ block: "nearest" });
        card.focus();
      };
      marks.set(card.dataset.of, { text: "2", label: card.querySelector("h3").textContent.trim(), press });
    }
    setMarks("versions", marks);
  }
}
