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

  /** Fetch what is wanted, whoever asked; done when nothing is, or when nobody answers. */
  fetchAll() {
    this.fetching ??= this.fetchBatches().finally(() => { this.fetching = null; });
    return this.fetching;
  }

  async fetchBatches() {
    while (this.wanted.size) {
      const ids = [...this.wanted].slice(0, Number(this.root.dataset.batch));
      for (const id of ids) this.stale.delete(id); // what changes from here on is asked for again
      const address = `${this.root.dataset.sheets}?ids=${ids.join(",")}`;
      const html = await ask(address, () => this.fetchAll(), () => this.wanted.clear());
      if (html === null) return;
      for (const id of ids) this.wanted.delete(id);
      for (const piece of parse(html).querySelectorAll("[data-sheet]")) this.keep(piece);
    }
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
    const html = await ask(`${this.root.dataset.address}?outline`, () => this.refreshSoon());
    const next = html && parse(html);
    const entries = next ? read(next) : [];
    if (!entries.length) return; // no answer, or the last slide is gone: what is shown stays
    this.age(entries);
    const focused = document.activeElement?.hash;
    for (const piece of this.outline.querySelectorAll("[data-sheet]")) {
      next.querySelector(`[data-slide="${piece.dataset.sheet}"]`)?.prepend(piece);
    }
    this.outline.replaceChildren(...next.childNodes);
    this.entries = read(this.outline);
    this.entries.find((entry) => entry.hash === focused)?.link.focus();
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

/** Return the text of an answer, or null: then `retry` follows, or the reason is told. */
async function ask(address, retry, giveUp = () => {}) {
  const response = await fetch(address).catch(() => null);
  if (response?.ok && !response.redirected) return response.text();
  if (!response || response.status >= 500) {
    setTimeout(retry, AGAIN);
  } else {
    giveUp();
    explain(response.redirected ? 401 : response.status);
  }
  return null;
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
    past: link.dataset.past,
    version: link.dataset.version,
  }));
}
