// The panel beside the sheet: follows the line that is being written, sends what is set in it.

import { answerOf } from "./token.js";

const PAUSE = 120; // milliseconds: walking through lines fetches only the last one
const CALM = 300; // milliseconds: of several changes of others, the last one is fetched
const WORDS = new Set(["why", "measure"]); // both versions of them are kept

const isKnown = (ref) => /^(objective|key-result)-/.test(ref);

export class Panel {
  #timer = 0;
  #following = 0;
  #ref = "";
  #shown = "";

  constructor(editor) {
    this.editor = editor;
    this.place = document.querySelector("#line-panel");
    this.place?.addEventListener("change", (event) => this.changed(event));
    this.place?.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input")) event.target.blur();
    });
  }

  show(ref) {
    if (!this.place || ref === this.#ref) return;
    this.#ref = ref;
    clearTimeout(this.#timer);
    // Until it shows this line, what is set in it would be meant for the one before.
    this.place.inert = true;
    if (isKnown(ref)) this.#timer = setTimeout(() => this.#load(ref), PAUSE);
  }

  /** Read the panel again after a change of what it shows. */
  refresh(change) {
    const isOurs = change.url.includes(`/${this.#ref}/`) || /undo|redo/.test(change.url);
    if (this.place?.inert || (isOurs && change.fields.field !== "title")) this.#loadAgain();
  }

  /** Others changed the slide: read the panel again, in a moment. */
  follow() {
    this.#following ||= setTimeout(() => {
      this.#following = 0;
      this.#loadAgain();
    }, CALM);
  }

  #loadAgain() {
    const isSafe = !this.place?.contains(document.activeElement) || document.activeElement.type === "radio";
    if (this.place && isKnown(this.#ref) && isSafe && this.editor.view.has(this.#ref)) this.#load(this.#ref);
  }

  /** Send what is typed in the panel and not left yet. */
  flush() {
    if (this.place?.contains(document.activeElement)) document.activeElement.blur();
  }

  async #load(ref) {
    const html = await answerOf(`/lines/${ref}/?slide=${this.editor.id}`);
    if (!html || ref !== this.#ref) return;
    this.place.inert = false;
    if (html === this.#shown) return;
    this.#shown = html;
    const name = this.place.contains(document.activeElement) ? document.activeElement.name : "";
    this.place.innerHTML = html;
    if (name) this.place.querySelector(`[name="${name}"]:checked`)?.focus();
  }

  changed({ target }) {
    const { saving } = this.editor;
    const [parents, field] = [target.closest("[data-parents]"), target.dataset.set];
    this.#shown = "";
    if (parents) {
      const boxes = [...parents.querySelectorAll("input")];
      const refs = (name) => boxes.filter((box) => box[name]).map((box) => box.value);
      saving.send(parents.dataset.parents, { serves: refs("checked"), before: ["", ...refs("defaultChecked")] });
      for (const box of boxes) box.defaultChecked = box.checked;
    } else if (field) {
      const before = WORDS.has(field) ? { before: target.defaultValue } : {};
      saving.send(`/lines/${this.#ref}/words/`, { field, text: target.value, ...before });
      if (WORDS.has(field)) target.defaultValue = target.value;
    }
  }
}
