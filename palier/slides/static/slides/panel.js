// The panel beside the sheet: follows the line that is being written, sends what is set in it.

const PAUSE = 120; // milliseconds: walking through lines fetches only the last one

export class Panel {
  #timer = 0;
  #ref = "";

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
    // A line without a name yet: what is set meanwhile must not go to the line before it.
    this.place.inert = !/^(objective|key-result)-/.test(ref);
    if (this.place.inert) return;
    this.#timer = setTimeout(() => this.#load(ref), PAUSE);
  }

  /** Read the panel again after a change of what it shows. */
  refresh(change) {
    const isOurs = change.url.includes(`/${this.#ref}/`) || /undo|redo/.test(change.url);
    const isSafe = !this.place?.contains(document.activeElement) || document.activeElement.type === "radio";
    if (this.#ref && isOurs && isSafe && change.fields.field !== "title") this.#load(this.#ref);
  }

  /** Send what is typed in the panel and not left yet. */
  flush() {
    if (this.place?.contains(document.activeElement)) document.activeElement.blur();
  }

  async #load(ref) {
    const response = await fetch(`/lines/${ref}/`).catch(() => null);
    if (!response?.ok || response.redirected || ref !== this.#ref) return;
    const html = await response.text();
    if (ref !== this.#ref) return;
    const name = this.place.contains(document.activeElement) ? document.activeElement.name : "";
    this.place.innerHTML = html;
    if (name) this.place.querySelector(`[name="${name}"]:checked`)?.focus();
  }

  changed({ target }) {
    const { saving } = this.editor;
    const parents = target.closest("[data-parents]");
    if (parents) {
      const chosen = [...parents.querySelectorAll("input:checked")].map((input) => input.value);
      saving.send(parents.dataset.parents, { serves: chosen });
    } else if (target.dataset.set) {
      saving.send(`/lines/${this.#ref}/words/`, { field: target.dataset.set, text: target.value });
    }
  }
}
