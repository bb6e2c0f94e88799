// The sheet on the page: making it writable, and putting a newer one in its place while the
// line that is being written stays as it is.

import { Idiomorph } from "../vendor/idiomorph.esm.js";
import { caretOf, putCaret, textOf } from "./caret.js";

const STATES = ".ok, .partial, .ko, .dropped"; // a measure that tells a state is set in the panel

export const fieldOf = (node) => node?.closest?.("[data-field]");
export const lineOf = (node) => node?.closest?.("[data-ref]");
export const refOf = (node) => lineOf(node)?.dataset.ref ?? "";

export class SheetView {
  constructor(root) {
    this.root = root;
    this.prepare();
  }

  get frame() {
    return this.root.querySelector("[data-sheet]");
  }

  get version() {
    return Number(this.frame.dataset.version);
  }

  prepare() {
    if (!("writable" in this.frame.dataset)) return;
    for (const line of this.frame.querySelectorAll(".kr")) addMeasure(line);
    for (const field of this.frame.querySelectorAll("[data-field]")) {
      if (field.isContentEditable || field.querySelector(STATES)) continue;
      field.contentEditable = "plaintext-only";
      field.spellcheck = true;
      field.lang = document.documentElement.lang;
      field.setAttribute("role", "textbox");
      const words = this.root.dataset[placeholderOf(field)] ?? "";
      field.setAttribute("aria-label", words);
      field.dataset.placeholder = words;
    }
  }

  /** Make the focused text plain, so that lines break by themselves while it is written. */
  open(field) {
    const offset = caretOf(field);
    field.dataset.before = textOf(field);
    field.textContent = field.dataset.before;
    putCaret(field, offset);
  }

  /** Put `html` in place of the sheet, keeping the focused text and its caret. */
  show(html) {
    const next = new DOMParser().parseFromString(html, "text/html").querySelector("[data-sheet]");
    if (!next || Number(next.dataset.version) < this.version) return;
    const active = fieldOf(document.activeElement);
    const kept = active && this.root.contains(active) ? key(active) : null;
    Idiomorph.morph(this.frame, next, {
      morphStyle: "outerHTML",
      callbacks: {
        beforeNodeRemoved: (old) => !(old instanceof Element && key(old) !== null && key(old) === kept),
        beforeNodeMorphed: (old, fresh) => {
          if (!(old instanceof Element) || key(old) === null) return true;
          if (key(old) !== kept) return key(old) === key(fresh) || !old.isContentEditable;
          active.dataset.fresh = fresh.textContent;
          return false;
        },
      },
    });
    this.prepare();
    if (kept && document.activeElement !== active) this.focus(...kept.split("/"));
  }

  focus(ref, name = "title", offset = null) {
    const line = this.frame.querySelector(`[data-ref="${ref}"]`);
    const field = [...(line?.querySelectorAll(`[data-field="${name}"]`) ?? [])]
      .find((candidate) => refOf(candidate) === ref);
    if (!field) return false;
    field.focus();
    putCaret(field, offset);
    return true;
  }
}

/** A key result without a measure gets a place to type one. */
function addMeasure(line) {
  if (line.querySelector(".measure")) return;
  const measure = document.createElement("span");
  measure.className = "measure";
  measure.dataset.field = "measure";
  line.querySelector(".words").after(measure);
}

function placeholderOf(field) {
  if (field.dataset.field !== "title") return field.dataset.field;
  return refOf(field).startsWith("objective") ? "objective" : "title";
}

function key(node) {
  const field = node instanceof Element && node.matches("[data-field]") ? node : null;
  return field ? `${refOf(field)}/${field.dataset.field}` : null;
}
