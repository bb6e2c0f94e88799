// The overview: all sheets by pole. Small sheets are on the page only while they are in view;
// printing puts all of them there.

import { explain } from "../ui/js/trouble.js";

export class Overview {
  constructor(root, sheets, stage) {
    this.root = root;
    this.sheets = sheets;
    this.stage = stage;
    this.inView = new Set();
    this.isWhole = false; // all sheets stay, in view or not
    this.observer = new IntersectionObserver((seen) => this.look(seen), { root: sheets.outline, rootMargin: "50%" });
    this.observe();
    sheets.addEventListener("outline", () => this.observe());
    sheets.addEventListener("sheet", ({ detail }) => this.arrive(detail));
    sheets.outline.addEventListener("click", (event) => this.choose(event));
  }

  get isOpen() {
    return this.root.dataset.view === "overview";
  }

  toggle() {
    if (this.isOpen) this.close();
    else this.open();
  }

  open() {
    this.root.dataset.view = "overview";
    this.press();
    this.stage.entry.link.focus({ preventScroll: true });
    this.stage.entry.link.scrollIntoView({ block: "center" });
  }

  close() {
    delete this.root.dataset.view;
    this.press();
    this.stage.place.focus();
  }

  press() {
    this.stage.button("overview").setAttribute("aria-pressed", this.isOpen);
  }

  /** Move between the sheets of the grid; returns if the key was for it. */
  move(key) {
    const links = this.sheets.entries.map((entry) => entry.link);
    const here = Math.max(0, links.indexOf(document.activeElement));
    const targets = {
      ArrowRight: () => links[here + 1], ArrowLeft: () => links[here - 1],
      ArrowDown: () => nearest(links[here], links.slice(here + 1), 1),
      ArrowUp: () => nearest(links[here], links.slice(0, here).reverse(), -1),
      Home: () => links[0], End: () => links.at(-1),
    };
    if (!(key in targets)) return false;
    targets[key]()?.focus();
    return true;
  }

  choose(event) {
    const link = event.target.closest("[data-slide]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.stage.go(this.stage.indexOf(link.hash));
    this.close();
  }

  observe() {
    this.observer.disconnect();
    this.inView.clear();
    for (const { link } of this.sheets.entries) this.observer.observe(link);
  }

  look(seen) {
    for (const { target, isIntersecting } of seen) {
      if (isIntersecting) this.inView.add(target);
      else this.inView.delete(target);
      if (isIntersecting) this.place(target);
      else if (!this.isWhole) target.querySelector("[data-sheet]")?.remove();
    }
    if (this.inView.size) this.sheets.want([...this.inView].map((link) => link.dataset.slide));
  }

  arrive(id) {
    const entry = this.sheets.entries.find((candidate) => candidate.slide === id);
    if (entry && (this.isWhole || this.inView.has(entry.link))) this.place(entry.link);
  }

  place(link) {
    const pages = this.sheets.pages(link.dataset.slide);
    if (!pages.length) return;
    const sheet = document.createElement("div");
    sheet.dataset.sheet = link.dataset.slide;
    sheet.setAttribute("aria-hidden", "true"); // the link has the name of the unit
    sheet.append(...pages);
    link.querySelector("[data-sheet]")?.remove();
    link.prepend(sheet);
  }

  /** Put every sheet on the page and print: one a page. `onProgress` is told how many are here. */
  async print(onProgress) {
    const { entries } = this.sheets;
    this.isWhole = true;
    const tell = () => onProgress(entries.filter((entry) => this.sheets.count(entry.slide)).length, entries.length);
    this.sheets.addEventListener("sheet", tell);
    await this.sheets.want(entries.map((entry) => entry.slide));
    this.sheets.removeEventListener("sheet", tell);
    if (!entries.every((entry) => this.sheets.count(entry.slide))) {
      this.isWhole = false;
      explain(0);
      return;
    }
    for (const { link } of entries) this.place(link);
    await document.fonts.ready;
    window.print();
    this.isWhole = false;
    this.observe(); // and takes away what is not in view
  }
}

// The link of the next row that is the closest sideways.
function nearest(from, links, direction) {
  const box = from.getBoundingClientRect();
  const middle = (rect) => rect.left + rect.width / 2;
  let row = null;
  let best = null;
  for (const link of links) {
    const rect = link.getBoundingClientRect();
    if (direction * (rect.top - box.top) < box.height / 2) continue;
    row ??= rect.top;
    if (Math.abs(rect.top - row) > box.height / 2) break;
    const distance = Math.abs(middle(rect) - middle(box));
    if (!best || distance < best.distance) best = { link, distance };
  }
  return best?.link;
}
