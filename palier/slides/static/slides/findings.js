// The remarks beside the sheet follow what is written; one click puts one aside, or leads to its
// line. They are exchanged in place: what has the focus keeps it, what is unfolded stays so.

import { Idiomorph } from "../vendor/idiomorph.esm.js";
import { putCaret } from "./caret.js";
import { setMarks } from "./marks.js";
import { answerOf } from "./token.js";

const PAUSE = 150; // milliseconds: several changes in a row ask once

class Findings {
  #timer = 0;
  #isAsking = false;
  #isStale = false;

  constructor(place) {
    this.place = place;
    const ask = () => this.askSoon();
    document.addEventListener("palier:sheet", ask);
    document.body.addEventListener(`live:${place.dataset.of}`, ask);
    place.addEventListener("click", (event) => this.pressed(event.target));
    this.mark();
  }

  askSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.ask(), PAUSE);
  }

  /** Read the remarks again: one request at a time, and once more if something changed since. */
  async ask() {
    this.#isStale = this.#isAsking;
    if (this.#isAsking) return;
    this.#isAsking = true;
    const html = await answerOf(this.place.dataset.findings);
    this.#isAsking = false;
    if (this.#isStale) this.ask();
    else if (html) this.show(html);
  }

  show(html) {
    const next = new DOMParser().parseFromString(html, "text/html").querySelector("#findings");
    if (!next) return;
    Idiomorph.morph(this.place, next, {
      morphStyle: "outerHTML",
      callbacks: { beforeAttributeUpdated: (name) => name !== "open" },
    });
    this.mark();
  }

  pressed(target) {
    const button = target.closest("button");
    if (!button) return;
    const { goto, dismiss, takeUp, line } = button.dataset;
    if (goto) focusLine(goto);
    else if (dismiss) this.send(this.place.dataset.dismissals, { check: dismiss, line });
    else if (takeUp) this.send(this.place.dataset.removal, { check: takeUp, line });
  }

  async send(url, fields) {
    const body = new URLSearchParams(fields);
    const html = await answerOf(url, { method: "POST", body });
    if (!html) return this.askSoon();
    this.show(html);
    // The button that was pressed is gone: go on from the head of the card.
    this.place.querySelector("#findings-heading")?.focus({ preventScroll: true });
  }

  /** A sign on each line that a remark in view is about. */
  mark() {
    const marks = new Map();
    for (const remark of this.place.querySelectorAll(".findings > .checks > .remark")) {
      const ref = remark.querySelector("[data-goto]")?.dataset.goto;
      if (!ref || marks.has(ref)) continue;
      const label = remark.querySelector(".remark-text").textContent.trim();
      marks.set(ref, { text: "refuses" in remark.dataset ? "!" : "?", label, press: () => this.lead(remark) });
    }
    setMarks("checks", marks);
  }

  lead(remark) {
    remark.scrollIntoView({ block: "nearest" });
    remark.querySelector("button")?.focus({ preventScroll: true });
  }
}

function focusLine(ref) {
  const line = document.querySelector(`[data-editor] [data-ref="${ref}"]`);
  const field = line?.querySelector('[data-field="title"]');
  if (!field) return;
  field.scrollIntoView({ block: "nearest" });
  field.focus({ preventScroll: true });
  putCaret(field, null);
}


for (const place of document.querySelectorAll("[data-findings]")) new Findings(place);
