// Writing on the sheet: Enter for the next line, Tab for the measure, Alt+arrows to move a
// line, Backspace on an empty one, Ctrl+Z. Saved while typing.

import { textOf } from "./caret.js";
import { isKeyResult, pressed, pasted } from "./keyboard.js";
import { Panel } from "./panel.js";
import { Saving } from "./saving.js";
import { fieldOf, refOf, sharedSheet, SheetView } from "./sheet.js";
import { showConflict, tell } from "./telling.js";

const PAUSE = 500; // milliseconds without a key before a text is sent
const newKey = (letter) => `${letter}-${crypto.getRandomValues(new Uint32Array(1))[0].toString(16)}`;

class Editor {
  #timer = 0;
  current = "";
  #isDirty = false;

  constructor(root) {
    this.root = root;
    this.id = root.dataset.editor;
    this.view = new SheetView(root);
    this.panel = new Panel(this);
    this.saving = new Saving({
      key: this.id,
      onState: (state) => tell(root, state === "saved" && this.#isDirty ? "saving" : state),
      onSheet: (html, line, change) => this.received(html, line, change),
      onRefusal: (html, status, change) => this.refused(html, status, change),
    });
    root.addEventListener("focusin", (event) => this.entered(event));
    root.addEventListener("focusout", (event) => this.left(event));
    root.addEventListener("input", (event) => this.typed(event));
    root.addEventListener("keydown", (event) => pressed(this, event));
    root.addEventListener("paste", (event) => pasted(this, event));
    document.addEventListener("click", (event) => this.clicked(event));
    document.body.addEventListener(`live:slide-${this.id}`, async ({ detail }) => {
      const html = await sharedSheet(`slide-${this.id}`, detail?.version);
      if (html) this.view.show(html);
    });
    addEventListener("pagehide", () => this.flush());
  }

  entered({ target }) {
    const field = fieldOf(target);
    if (!field?.isContentEditable) return;
    this.view.open(field);
    this.current = refOf(field);
    this.panel.show(this.current);
  }

  left({ target }) {
    if (fieldOf(target)?.isContentEditable) this.flush();
  }

  typed({ target }) {
    if (!fieldOf(target)) return;
    this.#isDirty = true;
    tell(this.root, "saving");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.flush();
      if (this.saving.isIdle) tell(this.root, "saved");
    }, PAUSE);
  }

  /** Send the text under the caret, if it differs from what the server has. */
  flush() {
    this.#isDirty = false;
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

  clicked(event) {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    this.flush();
    this.act(button.dataset.act, button.dataset);
  }

  act(name, { step, line, title = "" } = {}) {
    const ref = this.current;
    const { saving } = this;
    const slide = `/slides/${this.id}`;
    if (name === "undo" || name === "redo") saving.send(`${slide}/${name}/`, { act: newKey("a") });
    else if (name === "carry") saving.send(`${slide}/carried-lines/`, { line });
    else if (name === "add-objective" || name === "add-key-result") this.add(name.slice(4), ref, title);
    else if (name === "move" && ref) saving.send(`/lines/${ref}/position/`, { step });
    else if (name === "remove" && ref) this.remove(ref);
  }

  add(kind, ref, title) {
    const blocks = [...this.root.querySelectorAll("section[data-ref]")];
    const here = this.root.querySelector(`[data-ref="${ref}"]`);
    const owner = (here?.closest("section") ?? blocks.at(-1))?.dataset.ref;
    if (kind === "key-result" && !owner) return;
    const key = newKey(kind === "objective" ? "o" : "k");
    const after = kind === "objective" ? owner ?? "" : isKeyResult(ref) ? ref : "";
    if (!title) this.view.add(kind, key, here ? ref : owner);
    const url = kind === "objective" ? `/slides/${this.id}/objectives/` : `/objectives/${owner}/key-results/`;
    this.saving.send(url, { key, after, title });
  }

  remove(ref) {
    this.flush();
    const previous = this.#before(ref);
    this.saving.send(`/lines/${ref}/removal/`, {});
    this.root.querySelector(`[data-ref="${ref}"]`)?.remove();
    if (previous) this.view.focus(previous);
  }

  async refresh() {
    const response = await fetch(`/slides/${this.id}/sheet/`);
    if (response.ok && !response.redirected) this.view.show(await response.text());
  }

  received(html, line, change) {
    const { key, title } = change.fields;
    if (key) {
      this.saving.rename(`new-${key}`, line);
      this.view.rename(`new-${key}`, line);
      if (this.current === `new-${key}`) this.current = line;
    }
    const isTurned = /\/(undo|redo)\/$/.test(change.url);
    this.view.show(html, { isAll: isTurned });
    this.root.querySelector("[data-conflict]")?.replaceChildren();
    if (isTurned && line) this.view.focus(line);
    if (title && line) this.view.focus(line);
    if (change.fields.line) document.querySelector(`[data-line="${change.fields.line}"]`)?.remove();
    this.panel.refresh(change);
  }

  refused(html, status, change) {
    showConflict(this, status === 404 ? "" : html, change);
    if (status !== 409) this.refresh();
  }

  #before(ref) {
    const refs = [...this.root.querySelectorAll("[data-ref]")].map((node) => node.dataset.ref);
    return refs[refs.indexOf(ref) - 1];
  }
}

for (const root of document.querySelectorAll("[data-editor]")) new Editor(root);
