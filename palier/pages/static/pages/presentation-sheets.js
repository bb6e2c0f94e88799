// The sheets of a quarter. The outline on the page says which slides there are and how new each
// is; the sheets themselves are fetched a few at a time, as they are wanted, and kept.
//
// Says "sheet" (detail: the id of its slide) when one has come, "outline" when slides have changed.

import { explain } from "../ui/js/trouble.js";

const AGAIN = 3000; // milliseconds until a server that did not answer is asked once more

export class Sheets extends EventTarget {
  constructor(root) {
    super();
    this.root = root;
    this.outline = root.querySelector("[data-outline]");
    this.kept = new Map(); // id of a slide -> its pages, one <article> each
    this.stale = new Set();
    this.wanted = new Set();
    this.isFetching = false;
    this.entries = read(this.outline);
    for (const piece of this.outline.querySelectorAll("[data-sheet]")) this.keep(piece);
    for (const topic of root.dataset.live.split(" ")) {
      document.body.addEventListener(`live:${topic}`, () => this.refreshSoon());
    }
  }

  /** The pages of a slide, as clones; none while they have not come. */
  pages(id) {
    return (this.kept.get(id) ?? []).map((page) => page.cloneNode(true));
  }

  count(id) {
    return this.kept.get(id)?.length ?? 0;
  }

  /** Fetch those of `ids` that are not here, or older than the outline says; these come first. */
  want(ids) {
    const missing = ids.filter((id) => id && (!this.kept.has(id) || this.stale.has(id)));
    this.wanted = new Set([...missing, ...this.wanted]);
    return this.fetchAll();
  }

  async fetchAll() {
    if (this.isFetching) return;
    this.isFetching = true;
    while (this.wanted.size) {
      const ids = [...this.wanted].slice(0, Number(this.root.dataset.batch));
      for (const id of ids) this.stale.delete(id); // what changes from here on is asked for again
      const html = await this.ask(`${this.root.dataset.sheets}?ids=${ids.join(",")}`);
      if (html === null) break;
      for (const id of ids) this.wanted.delete(id);
      for (const piece of parse(html).querySelectorAll("[data-sheet]")) this.keep(piece);
    }
    this.isFetching = false;
  }

  /** The text of an answer, or null: then it is asked for again, or the reason is told. */
  async ask(address) {
    const response = await fetch(address).catch(() => null);
    if (response?.ok && !response.redirected) return response.text();
    if (!response || response.status >= 500) {
      setTimeout(() => this.want([...this.wanted]), AGAIN);
    } else {
      this.wanted.clear();
      explain(response.redirected ? 401 : response.status);
    }
    return null;
  }

  keep(piece) {
    const pages = [...piece.children];
    for (const page of pages) page.classList.add("whole"); // a phone shows the sheet too
    this.kept.set(piece.dataset.sheet, pages.map((page) => page.cloneNode(true)));
    this.dispatchEvent(new CustomEvent("sheet", { detail: piece.dataset.sheet }));
  }

  // Several changes in a row, as when somebody types, are looked at together.
  refreshSoon() {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.refresh();
    }, 250);
  }

  async refresh() {
    const html = await this.ask(`${this.root.dataset.address}?outline`);
    if (html === null) return;
    const next = parse(html);
    const entries = read(next);
    if (!entries.length) return; // the last slide was taken away: what is shown stays
    this.age(entries);
    for (const piece of this.outline.querySelectorAll("[data-sheet]")) {
      const link = next.querySelector(`[data-slide="${piece.dataset.sheet}"]`);
      link?.prepend(piece);
    }
    this.outline.replaceChildren(...next.childNodes);
    this.entries = read(this.outline);
    this.dispatchEvent(new CustomEvent("outline"));
  }

  // Past slides have no version in the outline: they are few, and asked for again when shown.
  age(entries) {
    const before = new Map(this.entries.map((entry) => [entry.slide, entry.version]));
    const same = new Set(
      entries.filter((entry) => before.get(entry.slide) === entry.version).map((entry) => entry.slide),
    );
    for (const id of this.kept.keys()) if (!same.has(id)) this.stale.add(id);
  }
}

function parse(html) {
  return document.createRange().createContextualFragment(html);
}

function read(outline) {
  return [...outline.querySelectorAll("[data-slide]")].map((link) => ({
    link,
    hash: link.hash,
    name: link.querySelector(":scope > span").textContent,
    slide: link.dataset.slide,
    past: link.dataset.past ?? "",
    version: link.dataset.version,
  }));
}
