// Writing on the sheet: Enter for the next line, Tab for the measure, Alt+arrows to move a
// line, Backspace on an empty one, Ctrl+Z. Saved while typing.

import { act, clicked } from "./acts.js";
import { received, refused } from "./answers.js";
import { textOf } from "./caret.js";
import { Aside } from "./keeping.js";
import { pressed, pasted } from "./keyboard.js";
import { Panel } from "./panel.js";
import { People } from "./people.js";
import { fieldOf, refOf } from "./places.js";
import { Saving } from "./saving.js";
import { writersSheet } from "./shared.js";
import { SheetView } from "./sheet.js";
import { Stretch } from "./stretch.js";
import { showAside, tell } from "./telling.js";
import { answerOf } from "./token.js";
import { Variants } from "./variants.js";
import { plain } from "./words.js";

const PAUSE = 400; // milliseconds from the first key to the save, however long one types on

class Editor {
  #timer = 0;
  current = "";
  isDirty = false;
  stretch = new Stretch();

  constructor(root) {
    this.root = root;
    this.id = root.dataset.editor;
    this.view = new SheetView(root, (ref, field) => this.saving?.isWaiting(ref, field));
    this.panel = new Panel(this);
    this.people = new People(root);
    this.variants = new Variants(root);
    this.aside = new Aside(this.id, root.dataset.person);
    this.saving = new Saving({
      slide: this.id,
      person: root.dataset.person,
      onState: (state) => tell(root, state === "saved" && this.isDirty ? "saving" : state),
      onSheet: (html, line, change) => received(this, html, line, change),
      onRefusal: (html, status, change) => refused(this, html, status, change),
    });
    showAside(this);
    if (!this.saving.isIdle) this.saving.run();
    root.addEventListener("focusin", (event) => this.entered(event));
    root.addEventListener("focusout", (event) => this.left(event));
    root.addEventListener("input", (event) => this.typed(event));
    root.addEventListener("compositionstart", ({ target }) => { target.dataset.composing = ""; });
    root.addEventListener("compositionend", (event) => this.composed(event));
    root.addEventListener("keydown", (event) => pressed(this, event));
    root.addEventListener("paste", (event) => pasted(this, event));
    document.addEventListener("click", (event) => clicked(this, event));
    document.body.addEventListener(`live:slide-${this.id}`, async ({ detail }) => {
      const html = await writersSheet(this.id, detail?.version);
      const { version } = this.view;
      if (html) this.show(html);
      if (this.view.version > version) this.panel.follow(); // not our own change
    });
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => document.hidden && this.leave());
  }

  show(html, options) {
    this.view.show(html, options);
    this.variants.show(html);
  }

  entered({ target }) {
    const field = fieldOf(target);
    if (!field?.isContentEditable) return;
    this.view.open(field);
    this.current = refOf(field);
    this.panel.show(this.current);
    this.people.at(this.current, field.dataset.field);
    document.dispatchEvent(new CustomEvent("palier:line", { detail: { ref: this.current } }));
  }

  left({ target }) {
    const field = fieldOf(target);
    if (!field?.isContentEditable) return;
    this.flush();
    this.stretch.end();
    this.people.at("");
    if (!("variant" in field.dataset)) return;
    // Its words stand beside the line now; the line shows its own again.
    for (const name of ["variant", "before"]) delete field.dataset[name];
    if (this.saving.isIdle) this.refresh();
  }

  typed({ target }) {
    const field = fieldOf(target);
    if (!field) return;
    this.isDirty = true;
    this.stretch.goOn("variant" in field.dataset);
    tell(this.root, "saving");
    if (!this.#timer) this.#timer = setTimeout(() => this.flush(), PAUSE);
  }

  composed(event) {
    delete event.target.dataset.composing;
    this.typed(event);
  }

  /** Send the text under the caret, if it differs from what the server has. */
  flush({ isLeaving = false } = {}) {
    this.isDirty = false;
    clearTimeout(this.#timer);
    this.#timer = 0;
    const field = fieldOf(document.activeElement);
    for (const dirty of field ? [field] : this.root.querySelectorAll("[data-field][data-before]")) {
      const { field: name, before, declined } = dirty.dataset;
      const text = textOf(dirty);
      if (before === undefined || plain(before) === plain(text) || declined === text) continue;
      if ("composing" in dirty.dataset && !isLeaving) {
        this.isDirty = true; // half a word, until the input method is done with it
        continue;
      }
      dirty.dataset.before = text;
      this.saving.send(`/lines/${refOf(dirty)}/words/`, { field: name, text, before, burst: this.stretch.burst });
    }
    if (!this.saving.isIdle || this.isDirty) return;
    tell(this.root, "saved");
    this.view.settle();
  }

  /** The page may never come back: send what is typed, in the panel too. */
  leave() {
    this.panel.flush();
    this.flush({ isLeaving: true });
  }

  act(name, details) {
    this.stretch.end();
    act(this, name, details);
  }

  async refresh() {
    const html = await answerOf(`/slides/${this.id}/sheet/`);
    if (html) this.show(html);
  }

  rename(from, to) {
    this.saving.rename(from, to);
    this.view.rename(from, to);
    if (this.current === from) this.current = to;
  }
}

for (const root of document.querySelectorAll("[data-editor]")) new Editor(root);
