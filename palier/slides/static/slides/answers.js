// What the server answers to a change: the sheet as it is now, or a refusal.

import { fieldOf, refOf } from "./places.js";
import { forget, showRefusal } from "./telling.js";

export function received(editor, html, line, change) {
  const { key, burst, line: carried } = change.fields;
  if (key) editor.rename(`new-${key}`, line);
  const isTurned = /\/(undo|redo)\/$/.test(change.url);
  editor.variants.show(html);
  const field = fieldOf(document.activeElement);
  // Somebody was faster with the same words: what is written on goes beside the line.
  if (field && burst === editor.stretch.burst && editor.variants.has(burst)) field.dataset.variant = "";
  editor.view.show(html, { isAll: isTurned && !editor.isDirty });
  forget(editor, change);
  if (isTurned && line) editor.view.focus(line);
  if (carried) showCarried(carried);
  editor.panel.refresh(change);
  if (!key || editor.current !== line) return;
  editor.panel.show(line);
  editor.people.at(line, "title");
}

export function refused(editor, html, status, change) {
  const isGone = status === 404;
  if (isGone && change.url.endsWith("/removal/")) return editor.refresh(); // as it was asked
  // What is written in a line that could not be added is refused in its turn, and shown.
  if (change.fields.key) editor.rename(`new-${change.fields.key}`, `gone-${change.fields.key}`);
  showRefusal(editor, isGone ? "" : html, change);
  goBack(editor, change);
  return editor.refresh();
}

// What is written on in the line starts again from the words that the server has: those that were
// refused are not taken for its own, and stay under the caret.
function goBack(editor, { url, fields }) {
  if (!fields.field || fields.before === undefined) return;
  editor.saving.goBack(url, fields);
  const field = fieldOf(document.activeElement);
  if (!field || url !== `/lines/${refOf(field)}/words/` || field.dataset.field !== fields.field) return;
  if (field.dataset.before !== fields.text) return;
  field.dataset.before = fields.before;
  field.dataset.declined = fields.text; // not asked again as it is
}

function showCarried(ref) {
  const button = document.querySelector(`[data-line="${ref}"]`);
  button?.previousElementSibling?.removeAttribute("hidden");
  button?.remove();
}
