// The sheet on the page: making it writable, and putting a newer one in its place while the
// line that is being written stays as it is.

import { Idiomorph } from "../vendor/idiomorph.esm.js";
import { caretOf, putCaret, textOf } from "./caret.js";

const OBJECTIVE = '<section class="objective cat-0"><div class="top"><h3 data-field="title"></h3></div></section>';
const KEY_RESULT = '<li class="kr"><p class="words"><span data-field="title"></span></p></li>';
const STATES = ".ok, .partial, .ko, .dropped"; // a measure that tells a state is set in the panel

export const fieldOf = (node) => node?.closest?.("[data-field]");
export const lineOf = (node) => node?.closest?.("[data-ref]");
export const refOf = (node) => lineOf(node)?.dataset.ref ?? "";

/** The sheet as all who watch it see it, from the server's memory; null where it may not be had. */
export async function sharedSheet(topic, version = "") {
  const query = new URLSearchParams({ v: version, lang: document.documentElement.lang });
  const response = await fetch(`/live/fragment/${topic}/?${query}`);
  return response.ok ? response.text() : null;
}

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

  /** Put `html` in place of the sheet; the focused text and its caret stay unless `isAll`. */
  show(html, { isAll = false } = {}) {
    const next = new DOMParser().parseFromString(html, "text/html").querySelector("[data-sheet]");
    if (!next || Number(next.dataset.version) < this.version) return;
    const active = fieldOf(document.activeElement);
    if ("writable" in this.frame.dataset) next.dataset.writable = ""; // the shared piece is for all
    const kept = !isAll && active && this.root.contains(active) ? key(active) : null;
    for (const sheet of [this.frame, next]) nameLines(sheet);
    const isWhole = this.frame.querySelector(".slide.whole") !== null; // on a phone, as chosen
    for (const sheet of next.querySelectorAll(".slide")) sheet.classList.toggle("whole", isWhole);
    Idiomorph.morph(this.frame, next, {
      morphStyle: "outerHTML",
      callbacks: {
        beforeNodeRemoved: (old) =>
          (kept === null || key(old) !== kept) && !old.dataset?.ref?.startsWith("new-"),
        beforeNodeMorphed: (old) => kept === null || key(old) !== kept,
      },
    });
    this.prepare();
    if (kept && document.activeElement !== active) this.focus(...kept.split("/"));
  }

  /** Show a line that the server does not know yet, below the line of `ref`, and write in it. */
  add(kind, key, ref) {
    const here = this.frame.querySelector(`[data-ref="${ref}"]`);
    const block = here?.closest("[data-ref^=objective], [data-ref^=new-o]");
    const line = document.createElement("div");
    line.innerHTML = kind === "objective" ? OBJECTIVE : KEY_RESULT;
    const fresh = line.firstElementChild;
    fresh.dataset.ref = `new-${key}`;
    if (kind === "objective") {
      this.frame.querySelector(".nothing")?.remove();
      if (block) block.after(fresh);
      else this.frame.querySelector(".objectives").append(fresh);
    } else {
      if (!block.querySelector("ol")) block.append(document.createElement("ol"));
      if (here.matches("li")) here.after(fresh);
      else block.querySelector("ol").append(fresh);
    }
    this.prepare();
    this.focus(fresh.dataset.ref);
  }

  /** A new line has got its name. */
  rename(from, to) {
    const line = this.frame.querySelector(`[data-ref="${from}"]`);
    if (line) line.dataset.ref = to;
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

// Lines are told apart by id, so that a moved line takes its text along.
function nameLines(sheet) {
  for (const line of sheet.querySelectorAll("[data-ref]")) line.id = line.dataset.ref;
  for (const field of sheet.querySelectorAll("[data-field]")) field.id = key(field);
}

function placeholderOf(field) {
  if (field.dataset.field !== "title") return field.dataset.field;
  return /^(objective|new-o)/.test(refOf(field)) ? "objective" : "title";
}

function key(node) {
  const field = node instanceof Element && node.matches("[data-field]") ? node : null;
  return field ? `${refOf(field)}/${field.dataset.field}` : null;
}
