// After an @, who may be named: a list below the box, by arrows, Enter or Tab, and Escape.

import { addMention } from "./form.js";

const PAUSE = 120; // milliseconds without a key before the server is asked
const TYPED = /(?:^|[\s(«“"'’])@([\p{L}\p{M}\p{N}'’.-]*(?: [\p{L}\p{M}\p{N}'’.-]+){0,3})$/u;
const MOVES = { ArrowDown: 1, ArrowUp: -1 };

export class Mentions {
  #timer = 0;
  #box = null;

  constructor(section) {
    this.section = section;
    section.addEventListener("input", ({ target }) => this.typed(target));
    // Before the box itself: Enter and Escape are the list's while it is open.
    section.addEventListener("keydown", (event) => this.pressed(event), { capture: true });
    section.addEventListener("focusout", () => this.close());
    section.addEventListener("pointerdown", (event) => this.pointed(event));
  }

  get list() {
    return this.#box && document.getElementById(this.#box.getAttribute("aria-controls"));
  }

  get offers() {
    return this.#box ? [...this.list.children] : [];
  }

  get chosen() {
    return this.offers.find((offer) => offer.getAttribute("aria-selected") === "true");
  }

  typed(box) {
    clearTimeout(this.#timer);
    const words = box.matches("textarea[aria-controls]") && wordsBefore(box);
    if (typeof words !== "string") return this.close();
    this.#timer = setTimeout(() => this.ask(box, words), PAUSE);
    return null;
  }

  async ask(box, words) {
    const query = new URLSearchParams({ q: words });
    const response = await fetch(`${this.section.dataset.people}?${query}`).catch(() => null);
    if (!response?.ok || response.redirected) return;
    const html = await response.text();
    if (wordsBefore(box) !== words || document.activeElement !== box) return; // typed on since
    this.close();
    this.#box = box;
    this.list.innerHTML = html;
    if (!this.offers.length) return this.close();
    this.list.hidden = false;
    this.move(0);
    const names = this.offers.map((offer) => offer.dataset.name).join(", ");
    this.section.querySelector("[data-news]").textContent =
      this.section.dataset.offered.replace("NAME", names);
  }

  pressed(event) {
    if (!this.#box || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.key in MOVES) this.move(MOVES[event.key]);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.chosen);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  pointed(event) {
    const offer = event.target.closest("[role=option]");
    if (!offer) return;
    event.preventDefault(); // the box keeps the focus
    this.take(offer);
  }

  move(step) {
    const { offers } = this;
    const here = offers.indexOf(this.chosen);
    const next = offers.at((Math.max(here, 0) + step) % offers.length);
    for (const offer of offers) offer.setAttribute("aria-selected", String(offer === next));
    this.#box.setAttribute("aria-activedescendant", next.id);
    next.scrollIntoView({ block: "nearest" });
  }

  take(offer) {
    const box = this.#box;
    const { name, person } = offer.dataset;
    const end = box.selectionStart;
    const start = end - wordsBefore(box).length;
    this.close();
    box.setRangeText(`${name} `, start, end, "end");
    addMention(box.form, person);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  close() {
    clearTimeout(this.#timer);
    if (!this.#box) return;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.#box.removeAttribute("aria-activedescendant");
    this.#box = null;
  }
}

/** The letters between an @ and the caret; null where nobody is being named. */
function wordsBefore(box) {
  const match = TYPED.exec(box.value.slice(0, box.selectionStart));
  return match ? match[1] : null;
}
