// What keys and pasting do on the sheet.

import { isKeyResult } from "./acts.js";
import { textOf } from "./caret.js";
import { newId } from "./saving.js";
import { fieldOf, lineOf, refOf } from "./places.js";

const BULLET = /^\s*[-•●*]\s+/;

export function pressed(editor, event) {
  const field = fieldOf(event.target);
  if (event.isComposing) return; // the keys are those of the input method
  const letter = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && (letter === "z" || letter === "y")) {
    event.preventDefault();
    editor.flush();
    editor.act(letter === "y" || event.shiftKey ? "redo" : "undo");
  } else if (!field?.isContentEditable) {
    return;
  } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    editor.flush();
    editor.act("move", { step: event.key === "ArrowUp" ? -1 : 1 });
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (!event.repeat) next(editor, field);
  } else if (event.key === "Backspace" && isEmptyLine(field)) {
    event.preventDefault(); // a key that is held stops here
    const isAlone = !lineOf(field).querySelector("[data-ref]"); // no key result below
    if (isAlone && !event.repeat) editor.act("remove");
  } else if (event.key === "Escape") {
    field.blur();
  }
}

/** Several lines pasted into a title become as many key results; one stays where it is. */
export function pasted(editor, event) {
  const field = fieldOf(event.target);
  const rows = (event.clipboardData?.getData("text/plain") ?? "").split(/\r?\n/);
  const lines = rows.map((line) => line.replace(BULLET, "").trim()).filter(Boolean);
  if (!field || lines.length < 2 || field.dataset.field !== "title") return;
  event.preventDefault();
  document.execCommand("insertText", false, lines[0]);
  editor.flush();
  const burst = newId();
  for (const title of lines.slice(1)) editor.act("add-key-result", { title, burst });
}

const isEmptyLine = (field) => textOf(field) === "" && field.dataset.field === "title";

// Below an objective its first key result, below a key result another one.
function next(editor, field) {
  editor.flush();
  if (isEmptyLine(field) && isKeyResult(refOf(field))) nextObjective(editor, lineOf(field));
  else editor.act("add-key-result");
}

// An empty key result goes, and an objective begins below.
function nextObjective(editor, line) {
  const [empty, block] = [line.dataset.ref, line.closest("section").dataset.ref];
  line.remove();
  editor.saving.send(`/lines/${empty}/removal/`, { seen: editor.view.version });
  editor.current = block;
  editor.act("add-objective");
}
