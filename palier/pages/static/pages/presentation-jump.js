// The box that finds a slide by the name of its unit, accents and case aside, or by its number.

const MOST = 8; // names on show

export class Jump {
  constructor(root, sheets, go) {
    this.sheets = sheets;
    this.go = go;
    this.box = root.querySelector("[data-jump]");
    this.input = this.box.querySelector("input");
    this.list = this.box.querySelector("ul");
    this.input.addEventListener("input", () => this.find());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.list.addEventListener("click", (event) => this.take(event.target.closest("li")));
  }

  /** Open the box; the letter that opened it is typed into it by the browser. */
  open() {
    this.input.value = "";
    this.box.showModal();
    this.input.focus();
    this.find();
  }

  find() {
    const found = search(this.sheets.entries, this.input.value).slice(0, MOST);
    this.list.replaceChildren(...found.map(({ entry, index }, row) => option(entry, index, row)));
    this.box.querySelector("[data-nothing]").hidden = found.length > 0;
    this.select(0);
  }

  press(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.select(this.selected + steps[event.key]);
    else if (event.key === "Enter" && !event.isComposing) this.take(this.list.children[this.selected]);
    else return;
    event.preventDefault();
  }

  select(row) {
    const rows = [...this.list.children];
    this.selected = rows.length ? (row + rows.length) % rows.length : 0;
    rows.forEach((item, at) => item.setAttribute("aria-selected", at === this.selected));
    this.input.setAttribute("aria-activedescendant", rows[this.selected]?.id ?? "");
  }

  take(item) {
    if (!item) return;
    this.box.close();
    this.go(Number(item.dataset.index));
  }
}

/** The entries that words name: a number, else the start of the name, of a word, or any part. */
export function search(entries, words) {
  const wanted = fold(words);
  const all = entries.map((entry, index) => ({ entry, index }));
  if (/^\d+$/.test(wanted)) {
    const exact = all.filter(({ index }) => index + 1 === Number(wanted));
    const named = all.filter(({ entry, index }) => index + 1 !== Number(wanted) && fold(entry.name).includes(wanted));
    return [...exact, ...named];
  }
  return all
    .map((found) => ({ ...found, rank: rank(fold(found.entry.name), wanted) }))
    .filter((found) => found.rank < 3)
    .sort((a, b) => a.rank - b.rank);
}

function rank(name, wanted) {
  if (name.startsWith(wanted)) return 0;
  if (name.includes(` ${wanted}`)) return 1;
  return name.includes(wanted) ? 2 : 3;
}

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
    .replaceAll("œ", "oe").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function option(entry, index, row) {
  const item = document.createElement("li");
  item.id = `jump-${row}`;
  item.role = "option";
  item.dataset.index = index;
  const number = document.createElement("span");
  number.className = "num muted";
  number.textContent = index + 1;
  const name = document.createElement("span");
  name.textContent = entry.name;
  item.append(name, number);
  return item;
}
