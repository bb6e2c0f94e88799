// The boxes one writes in: under the slide, in a thread, over one's own comment. What is typed is
// kept on this device until the server has it. Ctrl+Enter sends.

import { Drafts, newKey } from "./drafts.js";
import { fill, isEmpty, isProposing, read, sent } from "./form.js";

export class Composers {
  constructor(section, talk) {
    this.section = section;
    this.talk = talk;
    this.drafts = new Drafts(section.dataset.comments, section.dataset.me);
    this.turns = new WeakMap();
    section.addEventListener("input", ({ target }) => this.typed(target.closest("[data-composer]")));
    section.addEventListener("change", ({ target }) => this.typed(target.closest("[data-composer]")));
    section.addEventListener("keydown", (event) => this.pressed(event));
    section.addEventListener("click", (event) => this.clicked(event));
    section.addEventListener("htmx:configRequest", ({ detail }) => this.sending(detail));
    section.addEventListener("htmx:afterRequest", ({ detail }) => this.answered(detail));
    section.addEventListener("htmx:afterSwap", ({ target }) => this.opened(target));
  }

  get main() {
    return this.section.querySelector('[data-composer="slide"]');
  }

  /** Bring back what was typed before the page was left. */
  restore() {
    for (const place of this.drafts.places()) {
      if (place === "slide") fill(this.main, this.drafts.read(place));
      else if (place.startsWith("thread-")) this.answer(place.slice(7), { isFocused: false });
    }
  }

  /** Write about the line `ref`, or about the whole slide. */
  start(ref = "") {
    const line = this.main.elements.line;
    if ([...line.options].some((option) => option.value === ref)) line.value = ref;
    line.dispatchEvent(new Event("change", { bubbles: true }));
    this.main.scrollIntoView({ block: "center" });
    this.main.elements.body.focus({ preventScroll: true });
  }

  answer(thread, { isFocused = true } = {}) {
    const place = this.section.querySelector(`#answer-${CSS.escape(thread)}`);
    if (!place) return;
    if (!place.hasChildNodes()) {
      const box = this.section.querySelector("[data-answer-box]").content.cloneNode(true);
      const form = box.querySelector("form");
      form.dataset.composer = `thread-${thread}`;
      form.elements.thread.value = thread;
      for (const name of ["id", "for", "aria-controls"]) {
        for (const node of form.querySelectorAll(`[${name}$="-answer"]`)) {
          node.setAttribute(name, node.getAttribute(name).replace(/answer$/, `answer-${thread}`));
        }
      }
      place.append(box);
      window.htmx.process(form);
      fill(form, this.drafts.read(form.dataset.composer));
    }
    if (isFocused) place.querySelector("textarea").focus();
  }

  // The form to change one's own comment has come.
  opened(place) {
    const form = place.matches(".slot") && place.querySelector("[data-composer]");
    if (!form) return;
    fill(form, this.drafts.read(form.dataset.composer));
    form.elements.body.focus();
    form.elements.body.setSelectionRange(-1, -1);
  }

  typed(form) {
    if (!form) return;
    form.querySelector("[data-refusal]").replaceChildren();
    const place = form.dataset.composer;
    if (isEmpty(form)) {
      this.drafts.forget(place);
      return;
    }
    if (form.elements.key) form.elements.key.value ||= newKey();
    this.drafts.keep(place, read(form));
  }

  pressed(event) {
    const form = event.target.closest?.("[data-composer]");
    if (!form) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "Escape" && isEmpty(form)) {
      form.querySelector("[data-cancel]")?.click();
    }
  }

  clicked({ target }) {
    const answer = target.closest("[data-answer]");
    if (answer) this.answer(answer.dataset.answer);
    const place = target.closest("[data-cancel]")?.closest(".slot");
    if (!place) return;
    const form = place.querySelector("[data-composer]");
    if (form) this.drafts.forget(form.dataset.composer);
    place.replaceChildren();
  }

  sending(detail) {
    this.turns.set(detail.elt, this.talk.turn());
    const form = detail.elt.closest("[data-composer]");
    if (!form || detail.verb !== "post") return;
    form.dataset.sent = form.elements.body.value;
    if (isProposing(form)) detail.path = this.section.dataset.suggestions;
  }

  // By its status: htmx calls a refusal that is shown a success.
  answered({ elt, xhr, requestConfig }) {
    if (requestConfig.verb !== "post") return;
    const form = elt.closest("[data-composer]");
    if (xhr.status === 200) {
      if (form) this.left(form);
      this.talk.show(xhr.responseText, this.turns.get(elt));
    } else if (xhr.status === 422) {
      this.refused(form, xhr.responseText);
    }
  }

  left(form) {
    const place = form.closest(".slot");
    this.drafts.forget(form.dataset.composer);
    if (!sent(form)) return this.typed(form); // more was typed while it was on its way
    if (!place) return null;
    const thread = place.closest("[data-thread]");
    place.replaceChildren();
    return thread?.querySelector("[data-answer]")?.focus({ preventScroll: true });
  }

  refused(form, html) {
    const alert = new DOMParser().parseFromString(html, "text/html").querySelector("[role=alert]");
    if (form) form.querySelector("[data-refusal]").replaceChildren(document.adoptNode(alert));
    else document.dispatchEvent(new CustomEvent("palier:toast", {
      detail: { text: alert.textContent.trim(), kind: "error" },
    }));
  }
}
