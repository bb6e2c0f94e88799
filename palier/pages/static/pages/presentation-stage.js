// The stage: one sheet as large as the window, or the past one and the coming one side by side.
// A slide of several pages is turned page by page. The address follows, so that a reload and the
// way back lead to the same slide.

const BEFORE = 3; // slides fetched around the one on show
const AFTER = 8;
const CALM = 200; // milliseconds: browsers refuse an address that changes too often

export class Stage {
  constructor(root, sheets) {
    this.root = root;
    this.sheets = sheets;
    this.place = root.querySelector("[data-stage]");
    this.isBeside = Boolean(this.button("beside")) && new URLSearchParams(location.search).has("beside");
    this.at = 0;
    this.page = 0;
    sheets.addEventListener("sheet", ({ detail }) => {
      if (detail === this.entry.slide || detail === this.entry.past) this.show();
    });
    sheets.addEventListener("outline", () => this.stay());
    addEventListener("hashchange", () => this.follow());
    this.follow();
  }

  button(act) {
    return this.root.querySelector(`[data-act="${act}"]`);
  }

  get entry() {
    return this.sheets.entries[this.at];
  }

  /** Show the slide that the address names, else the first. */
  follow() {
    this.go(Math.max(0, this.indexOf(location.hash)));
  }

  // Slides have come or gone: the one on show stays, wherever it is now.
  stay() {
    const index = this.indexOf(this.hash);
    this.go(index < 0 ? Math.min(this.at, this.sheets.entries.length - 1) : index, this.page);
  }

  indexOf(hash) {
    return this.sheets.entries.findIndex((entry) => entry.hash === hash);
  }

  go(index, page = 0) {
    this.at = Math.max(0, Math.min(index, this.sheets.entries.length - 1));
    this.page = page;
    this.hash = this.entry.hash;
    this.fetchAround();
    this.show();
  }

  next() {
    const last = this.sheets.count(this.entry.slide) - 1;
    if (this.page < last) this.go(this.at, this.page + 1);
    else if (this.at + 1 < this.sheets.entries.length) this.go(this.at + 1);
  }

  previous() {
    if (this.page > 0 && this.page !== Infinity) this.go(this.at, this.page - 1);
    else if (this.at > 0) this.go(this.at - 1, Infinity); // its last page
  }

  first() {
    this.go(0);
  }

  last() {
    this.go(this.sheets.entries.length - 1, Infinity);
  }

  beside() {
    this.isBeside = !this.isBeside;
    this.go(this.at, this.page);
  }

  fetchAround() {
    const near = this.sheets.entries.slice(Math.max(0, this.at - BEFORE), this.at + 1 + AFTER);
    const ids = [this.entry, ...near].map((entry) => entry.slide);
    if (this.isBeside) ids.unshift(this.entry.past, this.sheets.entries[this.at + 1]?.past);
    this.sheets.want([...new Set(ids)]);
  }

  show() {
    const { slide, past, name } = this.entry;
    const pages = this.sheets.pages(slide);
    if (pages.length) this.page = Math.min(this.page, pages.length - 1);
    const shown = [pages[this.page] ?? blank(name)];
    if (this.isBeside) {
      const results = this.sheets.pages(past);
      const words = past ? name : this.root.dataset.noPast;
      shown.unshift(results[Math.min(this.page, results.length - 1)] ?? blank(words));
    }
    this.place.replaceChildren(...shown);
    this.place.classList.toggle("beside", this.isBeside);
    this.button("beside")?.setAttribute("aria-pressed", this.isBeside);
    this.tell(name, pages.length);
    this.write();
  }

  tell(name, pages) {
    const { sheets, at, page, root } = this;
    const part = pages > 1 ? ` · ${root.dataset.part.replace("{page}", page + 1).replace("{pages}", pages)}` : "";
    setText(root.querySelector("[data-name]"), name);
    setText(root.querySelector("[data-count]"), `${at + 1} / ${sheets.entries.length}${part}`);
    this.button("previous").disabled = at === 0 && page === 0;
    this.button("next").disabled = at === sheets.entries.length - 1 && page >= pages - 1;
    sheets.outline.querySelector("[aria-current]")?.removeAttribute("aria-current");
    this.entry.link.setAttribute("aria-current", "true");
  }

  write() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const address = new URL(location.href);
      address.search = this.isBeside ? "?beside" : "";
      address.hash = this.hash;
      if (address.href !== location.href) history.replaceState(null, "", address);
    }, CALM);
  }
}

// Said once, however often the sheet is drawn.
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function blank(words) {
  const sheet = document.createElement("div");
  sheet.className = "slide whole blank";
  const name = document.createElement("p");
  name.textContent = words;
  name.dir = "auto";
  sheet.append(name);
  return sheet;
}
