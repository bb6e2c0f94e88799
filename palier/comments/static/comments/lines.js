// The lines of the sheet, as comments name them: which one is at hand, which can be chosen, how
// many threads are open on each, and which have changed since they were spoken of.

import { setMarks } from "../slides/marks.js";

const REF = /^(objective|key-result)-\d+$/;
const LONGEST = 60; // characters of a line in the list

export class Lines {
  current = "";
  #hovered = "";

  constructor(section, start) {
    this.section = section;
    this.start = start;
    this.select = section.querySelector("[data-lines]");
    this.propose = section.querySelector("[data-propose]");
    this.proposal = section.querySelector("[data-proposal]");
    this.select.addEventListener("change", () => this.chosen());
    this.propose.addEventListener("click", () => this.proposed());
    document.addEventListener("palier:sheet", () => this.look());
    document.addEventListener("palier:line", ({ detail }) => this.at(detail.ref));
    this.frame?.parentElement.addEventListener("pointerover", ({ target }) => this.hovered(target));
  }

  get frame() {
    return document.querySelector(`[data-sheet="${this.section.dataset.comments}"]`);
  }

  /** The lines as {ref: words}, from the top of the sheet. */
  read() {
    const lines = new Map();
    for (const line of this.frame?.querySelectorAll("[data-ref]") ?? []) {
      const { ref } = line.dataset;
      const words = line.querySelector("[data-field=title]");
      if (REF.test(ref) && words && !lines.has(ref)) lines.set(ref, plain(words.textContent));
    }
    return lines;
  }

  look() {
    this.lines = this.read();
    this.#list();
    this.#compare();
    this.#mark();
  }

  at(ref) {
    this.current = REF.test(ref) ? ref : "";
    this.#mark();
  }

  // Who only reads has no line under the caret: the one they point at stands for it.
  hovered(target) {
    const ref = target.closest("[data-ref]")?.dataset.ref ?? this.#hovered;
    if (ref === this.#hovered || "writable" in this.frame.dataset) return;
    this.#hovered = ref;
    this.at(ref);
  }

  goTo(ref) {
    const line = this.frame?.querySelector(`[data-ref="${ref}"]`);
    if (!line) return;
    line.scrollIntoView({ block: "center" });
    line.classList.remove("spoken-of");
    void line.offsetWidth; // so that the animation starts again
    line.classList.add("spoken-of");
  }

  chosen() {
    const { value } = this.select;
    this.propose.hidden = !value;
    if (!value && !this.proposal.hidden) this.proposed();
    if (value && !this.proposal.hidden) this.#offerWords();
  }

  proposed() {
    const opens = this.proposal.hidden;
    this.proposal.hidden = !opens;
    if (opens) this.#offerWords();
    this.propose.setAttribute("aria-pressed", String(opens));
    this.select.dispatchEvent(new Event("input", { bubbles: true }));
    if (opens) this.proposal.querySelector("textarea").focus();
  }

  #offerWords() {
    this.proposal.querySelector("textarea").value = this.lines.get(this.select.value) ?? "";
  }

  #list() {
    const chosen = this.select.dataset.wanted ?? this.select.value;
    delete this.select.dataset.wanted;
    const whole = this.select.options[0];
    const { on, nameless } = this.section.dataset;
    const options = [...this.lines].map(([ref, words]) => {
      const cut = words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words;
      return new Option(`${on} ${cut || nameless}`, ref);
    });
    this.select.replaceChildren(whole, ...options);
    if (this.lines.has(chosen)) this.select.value = chosen;
    this.propose.hidden = !this.select.value;
    this.propose.setAttribute("aria-pressed", String(!this.proposal.hidden));
  }

  #compare() {
    for (const about of this.section.querySelectorAll("[data-about]")) {
      const words = this.lines.get(about.dataset.about);
      about.querySelector("[data-gone]").hidden = words !== undefined;
      const isChanged = words !== undefined && words !== plain(about.dataset.words);
      about.querySelector("[data-changed]").hidden = !isChanged;
    }
  }

  #mark() {
    const { start, one, several } = this.section.dataset;
    const marks = new Map();
    const threads = new Map();
    for (const thread of this.section.querySelectorAll("[data-open-on]:not([data-open-on=''])")) {
      const ref = thread.dataset.openOn;
      threads.set(ref, [...(threads.get(ref) ?? []), thread]);
    }
    for (const [ref, open] of threads) {
      const label = open.length > 1 ? several.replace("NUMBER", open.length) : one;
      marks.set(ref, { text: String(open.length), label, press: () => show(open[0]) });
    }
    const { current } = this;
    if (current && !marks.has(current)) {
      marks.set(current, { text: "+", label: start, press: () => this.start(current) });
    }
    setMarks("comments", marks);
  }
}

function show(thread) {
  thread.scrollIntoView({ block: "center" });
  thread.querySelector("[data-answer]").focus({ preventScroll: true });
}

const plain = (text) => text.replaceAll("\u200b", "").replace(/\s+/g, " ").trim();
