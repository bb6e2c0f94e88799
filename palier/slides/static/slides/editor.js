// Writing on the sheet: Enter for the next line, Tab for the measure, Alt+arrows to move a
// line, Backspace on an empty one, Ctrl+Z. Saved while typing.

import { act } from "./acts.js";
import { textOf } from "./caret.js";
import { pressed, pasted } from "./keyboard.js";
import { Panel } from "./panel.js";
import { Saving } from "./saving.js";
import { fieldOf, refOf, sharedSheet, SheetView } from "./sheet.js";
import { forget, showRefusal, tell } from "./telling.js";

const PAUSE = 500; // milliseconds without a key before a text is sent

class Editor {
  #timer = 0;
  #isDirty = false;
  current = "";

  constructor(root) {
    this.root = root;
    this.id = root.dataset.editor;
    this.view = new SheetView(root, (ref, field) => this.saving?.isWaiting(ref, field));
    this.panel = new Panel(this);
    this.saving = new Saving({
      slide: this.id,
      person: root.dataset.person,
      onState: (state) => tell(root, state === "saved" && this.#isDirty ? "saving" : state),
      onSheet: (html, line, change) => this.received(html, line, change),
      onRefusal: (html, status, change) => this.refused(html, status, change),
    });
    if (!this.saving.isIdle) this.saving.run();
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
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => document.hidden && this.leave());
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
    const field = fieldOf(target);
    if (!field) return;
    field.dataset.touched = "";
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
    const field = fieldOf(document.activeElement);
    for (const dirty of field ? [field] : this.root.querySelectorAll("[data-before]")) {
      const [before, text] = [dirty.dataset.before, textOf(dirty)];
      if (before === undefined || before === text) continue;
      dirty.dataset.before = text;
      const fields = { field: dirty.dataset.field, text, before };
      this.saving.send(`/lines/${refOf(dirty)}/words/`, fields);
    }
  }

  /** The page may never come back: send what is typed, in the panel too. */
  leave() {
    this.panel.flush();
    this.flush();
  }

  clicked(event) {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    this.flush();
    this.act(button.dataset.act, button.dataset);
  }

  act(name, details) {
    act(this, name, details);
  }

  async refresh() {
    const response = await fetch(`/slides/${this.id}/sheet/`).catch(() => null);
    if (response?.ok && !response.redirected) this.view.show(await response.text());
  }

  received(html, line, change) {
    const { key, title } = change.fields;
    if (key) this.#rename(`new-${key}`, line);
    const isTurned = /\/(undo|redo)\/$/.test(change.url);
    this.view.show(html, { isAll: isTurned && !this.#isDirty });
    forget(this.root, change);
    if ((isTurned || title) && line) this.view.focus(line);
    if (change.fields.line) {
      const button = document.querySelector(`[data-line="${change.fields.line}"]`);
      button?.previousElementSibling?.removeAttribute("hidden");
      button?.remove();
    }
    this.panel.refresh(change);
    if (key && this.current === line) this.panel.show(line);
  }

  refused(html, status, change) {
    const isGone = status === 404;
    if (isGone && change.url.endsWith("/removal/")) return this.refresh(); // as it was asked
    // What is written in a line that could not be added is refused in its turn, and shown.
    if (change.fields.key) this.#rename(`new-${change.fields.key}`, `gone-${change.fields.key}`);
    showRefusal(this, isGone ? "" : html, change);
    return status === 409 ? null : this.refresh();
  }

  #rename(from, to) {
    this.saving.rename(from, to);
    this.view.rename(from, to);
    if (this.current === from) this.current = to;
  }
}

for (const root of document.querySelectorAll("[data-editor]")) new Editor(root);
