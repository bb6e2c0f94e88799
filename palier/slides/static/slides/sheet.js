// The sheet on the page: making it writable, and putting a newer one in its place while the
// line that is being written, and words that are not on the server yet, stay as they are.

import { Idiomorph } from "../vendor/idiomorph.esm.js";
import { caretOf, isSame, putCaret, textOf } from "./caret.js";
import { follow } from "./following.js";
import { addLine, addMeasure, placeholderOf } from "./fresh.js";
import { fieldOf, lineOf, nameLines, refOf } from "./places.js";
import { plain } from "./words.js";

const STATES = ".ok, .partial, .ko, .dropped"; // a measure that tells a state is set in the panel

export class SheetView {
  #isBehind = false; // the line under the caret does not say what everybody sees
  #opened = null; // the text without its line breaks, for it was or is written in

  /** `isWaiting(ref, field)` tells of words that the server has not got yet. */
  constructor(root, isWaiting = () => false) {
    this.root = root;
    this.isWaiting = isWaiting;
    this.newest = this.frame?.outerHTML ?? "";
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

  /** Let the lines of the focused text break by themselves while it is written. */
  open(field) {
    field.dataset.before ??= textOf(field);
    this.#opened = field;
    // Only the breaks go: the caret is put into the very text that was pressed.
    for (const lineBreak of field.querySelectorAll("br")) lineBreak.remove();
  }

  /** Put `html` in place of the sheet; the focused text and its caret stay unless `isAll`. */
  show(html, { isAll = false } = {}) {
    const next = this.#newest(html);
    const active = fieldOf(document.activeElement);
    if (!next) return;
    if ("writable" in this.frame.dataset) next.dataset.writable = ""; // the shared piece is for all
    const kept = !isAll && active && this.root.contains(active) ? active : null;
    const caret = kept && caretOf(kept);
    this.#opened = kept;
    const neighbour = kept && lineOf(kept).previousElementSibling;
    for (const sheet of [this.frame, next]) nameLines(sheet);
    const isWhole = this.frame.querySelector(".slide.whole") !== null; // on a phone, as chosen
    for (const sheet of next.querySelectorAll(".slide")) sheet.classList.toggle("whole", isWhole);
    const theirs = kept ? next.querySelector(`[id="${kept.id}"]`) : null;
    const refs = new Set([...next.querySelectorAll("[data-ref]")].map(refOf));
    Idiomorph.morph(this.frame, next, {
      morphStyle: "outerHTML",
      callbacks: {
        beforeNodeRemoved: (old) => !this.#holds(old, kept),
        beforeNodeMorphed: (old) => old !== kept && !this.#isUnsent(old),
      },
    });
    // What is held keeps those around it.
    for (const line of this.frame.querySelectorAll("[data-ref]")) if (!refs.has(refOf(line)) && !this.#holds(line, kept)) line.remove();
    this.prepare();
    if (kept?.isConnected) this.#keepWriting(kept, theirs && textOf(theirs), caret, neighbour);
    this.#isBehind = Boolean(kept) && (!theirs || plain(textOf(theirs)) !== plain(textOf(kept)));
    document.dispatchEvent(new CustomEvent("palier:sheet", { detail: { slide: this.frame.dataset.sheet, version: this.version } }));
  }

  /** Test if a line is on the newest sheet. */
  has(ref) {
    return this.newest.includes(`data-ref="${ref}"`);
  }

  /** Nothing is waiting to be sent: what could not be shown in the line under the caret is. */
  settle() {
    if (this.#isBehind || (this.#opened && this.#opened !== document.activeElement)) this.show(this.newest);
  }

  // An answer that was overtaken brings nothing new, but the words it was waited for are settled:
  // what is newest is shown once more.
  #newest(html) {
    const next = sheetIn(html);
    if (!next || Number(next.dataset.version) >= this.version) this.newest = html;
    return next && sheetIn(this.newest);
  }

  #keepWriting(kept, theirs, caret, neighbour) {
    // Words that are on their way come back with the answer; a variant is written on by itself.
    const isOwn = theirs === null || this.#isUnsent(kept) || "variant" in kept.dataset;
    const isComposing = "composing" in kept.dataset;
    const place = isOwn || isComposing ? caret : follow(kept, theirs, caret);
    if (document.activeElement !== kept) kept.focus();
    // A browser forgets the caret of a line that is moved, and says so only later.
    const isMoved = lineOf(kept).previousElementSibling !== neighbour;
    if (!isComposing && (isMoved || !isSame(caretOf(kept), place))) putCaret(kept, place);
  }

  // A line stays while somebody writes in it, even if somebody else has taken it away.
  #holds(old, kept) {
    if (!(old instanceof Element)) return false;
    if (kept && old.contains(kept)) return true;
    if (old.matches('[data-ref^="new-"]') || old.querySelector('[data-ref^="new-"]')) return true;
    return [old, ...old.querySelectorAll("[data-field]")].some((node) => this.#isUnsent(node));
  }

  #isUnsent(node) {
    return node instanceof Element && node.matches("[data-field]") &&
      this.isWaiting(refOf(node), node.dataset.field);
  }

  /** Show a line that the server does not know yet, below the line of `ref`, and write in it. */
  add(kind, key, ref, title) {
    const fresh = addLine(this.frame, kind, key, ref);
    fresh.querySelector("[data-field=title]").textContent = title;
    this.prepare();
    this.focus(fresh.dataset.ref);
  }

  /** A new line has got its name. */
  rename(from, to) {
    this.frame.querySelector(`[data-ref="${from}"]`)?.setAttribute("data-ref", to);
  }

  focus(ref, name = "title") {
    const fields = this.frame.querySelectorAll(`[data-ref="${ref}"] [data-field="${name}"]`);
    const field = [...fields].find((candidate) => refOf(candidate) === ref);
    if (!field) return;
    field.focus();
    putCaret(field, null);
  }
}

const sheetIn = (html) => new DOMParser().parseFromString(html, "text/html").querySelector("[data-sheet]");
