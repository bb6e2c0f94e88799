// Writing on the sheet: Enter for the next line, Tab for the measure, Alt+arrows to move a
// line, Backspace on an empty one, Ctrl+Z. Saved while typing.

import { textOf } from "./caret.js";
import { Panel } from "./panel.js";
import { Saving } from "./saving.js";
import { fieldOf, lineOf, refOf, SheetView } from "./sheet.js";
import { showConflict, tell } from "./telling.js";

const PAUSE = 500; // milliseconds without a key before a text is sent
const newKey = (letter) => `${letter}-${crypto.getRandomValues(new Uint32Array(1))[0].toString(16)}`;

class Editor {
  #timer = 0;
  #current = "";

  constructor(root) {
    this.root = root;
    this.id = root.dataset.editor;
    this.view = new SheetView(root);
    this.panel = new Panel(this);
    this.saving = new Saving({
      key: this.id,
      onState: (state) => tell(root, state),
      onSheet: (html, line, change) => this.received(html, line, change),
      onRefusal: (html, status, change) => this.refused(html, status, change),
    });
    root.addEventListener("focusin", (event) => this.entered(event));
    root.addEventListener("focusout", (event) => this.left(event));
    root.addEventListener("input", (event) => this.typed(event));
    root.addEventListener("keydown", (event) => this.pressed(event));
    root.addEventListener("paste", (event) => this.pasted(event));
    document.addEventListener("click", (event) => this.clicked(event));
    document.body.addEventListener(`live:slide-${this.id}`, () => this.refresh());
    addEventListener("pagehide", () => this.flush());
  }

  entered({ target }) {
    const field = fieldOf(target);
    if (!field?.isContentEditable) return;
    this.view.open(field);
    this.#current = refOf(field);
    this.panel.show(this.#current);
  }

  left({ target }) {
    if (fieldOf(target)?.isContentEditable) this.flush();
  }

  typed({ target }) {
    if (!fieldOf(target)) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), PAUSE);
  }

  /** Send the text under the caret, if it differs from what the server has. */
  flush() {
    clearTimeout(this.#timer);
    const field = fieldOf(document.activeElement) ?? this.root.querySelector("[data-before]:focus");
    for (const dirty of field ? [field] : this.root.querySelectorAll("[data-before]")) {
      const [before, text] = [dirty.dataset.before, textOf(dirty)];
      if (before === undefined || before === text) continue;
      dirty.dataset.before = text;
      const fields = { field: dirty.dataset.field, text, before };
      this.saving.send(`/lines/${refOf(dirty)}/words/`, fields);
    }
  }

  pressed(event) {
    const field = fieldOf(event.target);
    const letter = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && (letter === "z" || letter === "y")) {
      event.preventDefault();
      this.flush();
      this.act(letter === "y" || event.shiftKey ? "redo" : "undo");
    } else if (!field?.isContentEditable) {
      return;
    } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      this.act("move", { step: event.key === "ArrowUp" ? -1 : 1 });
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      this.next(field);
    } else if (event.key === "Backspace" && textOf(field) === "" && field.dataset.field === "title") {
      event.preventDefault();
      if (lineOf(field).querySelector("[data-ref]")) return; // an objective with key results
      this.act("remove");
    } else if (event.key === "Escape") {
      field.blur();
    }
  }

  /** Enter: below an objective its first key result, below a key result another one. */
  next(field, title = "") {
    this.flush();
    const ref = refOf(field);
    const isEmpty = textOf(field) === "" && field.dataset.field === "title" && !title;
    if (ref.startsWith("key-result") && isEmpty) return this.act("add-objective");
    return this.act("add-key-result", { title });
  }

  pasted(event) {
    const field = fieldOf(event.target);
    const rows = (event.clipboardData?.getData("text/plain") ?? "").split(/\r?\n/);
    const lines = rows.map((line) => line.replace(/^\s*[-•●*]\s+/, "").trim()).filter(Boolean);
    if (!field || lines.length < 2 || field.dataset.field !== "title") return;
    event.preventDefault();
    document.execCommand("insertText", false, lines[0]);
    this.flush();
    for (const title of lines.slice(1).reverse()) this.act("add-key-result", { title });
  }

  clicked(event) {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    this.flush();
    this.act(button.dataset.act, button.dataset);
  }

  act(name, { step, line, title = "" } = {}) {
    const ref = this.#current;
    const block = this.root.querySelector(`[data-ref="${ref}"]`)?.closest("[data-ref^=objective]");
    const owner = block?.dataset.ref ?? this.root.querySelector("[data-ref^=objective]")?.dataset.ref;
    const after = ref.startsWith("key-result") ? ref : "";
    const [slide, here] = [`/slides/${this.id}`, `/lines/${ref}`];
    const { saving } = this;
    if (name === "undo" || name === "redo") saving.send(`${slide}/${name}/`, { act: newKey("a") });
    else if (name === "carry") saving.send(`${slide}/carried-lines/`, { line });
    else if (name === "add-objective")
      saving.send(`${slide}/objectives/`, { key: newKey("o"), after: owner ?? "", title });
    else if (name === "add-key-result" && owner)
      saving.send(`/objectives/${owner.slice(10)}/key-results/`, { key: newKey("k"), after, title });
    else if (name === "move" && ref) saving.send(`${here}/position/`, { step });
    else if (name === "remove" && ref) saving.send(`${here}/removal/`, {});
  }

  async refresh() {
    const response = await fetch(`/slides/${this.id}/sheet/`);
    if (response.ok && !response.redirected) this.view.show(await response.text());
  }

  received(html, line, change) {
    const isRemoval = change.url.endsWith("/removal/");
    const previous = isRemoval && this.#before(this.#current);
    this.view.show(html);
    this.root.querySelector("[data-conflict]")?.replaceChildren();
    if (line && !change.fields.title) this.view.focus(line);
    else if (previous) this.view.focus(previous);
    if (change.fields.line) location.reload();
    this.panel.refresh(change);
  }

  refused(html, status, change) {
    showConflict(this, html, change);
    if (status !== 409) this.refresh();
  }

  #before(ref) {
    const refs = [...this.root.querySelectorAll("[data-ref]")].map((node) => node.dataset.ref);
    return refs[refs.indexOf(ref) - 1];
  }
}

for (const root of document.querySelectorAll("[data-editor]")) new Editor(root);
