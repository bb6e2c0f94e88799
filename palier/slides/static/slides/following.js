// The line under the caret follows what others write in it. What was typed since and is not sent
// yet stays, and so does the caret. Where both changed the same place, nothing moves: the server
// joins the two or keeps both.

import { textOf } from "./caret.js";

/**
 * Bring the words of others into a field that is being written.
 *
 * data-before holds the words of the server that one writes over; `theirs` are its words now.
 * Returns the caret moved along.
 */
export function follow(field, theirs, caret) {
  const before = field.dataset.before ?? textOf(field);
  if (plain(theirs) === plain(before)) return caret;
  const mine = textOf(field);
  const [change, own] = [changeOf(before, theirs), changeOf(before, mine)];
  if (own && own.from < change.to && change.from < own.to) return caret;
  if (own && (own.from === change.from || own.to === change.to)) return caret; // the same place
  const shift = own && own.to <= change.from ? own.text.length - (own.to - own.from) : 0;
  const at = change.from + shift;
  field.textContent = mine.slice(0, at) + change.text + mine.slice(change.to + shift);
  field.dataset.before = theirs;
  if (!caret) return caret;
  const grown = change.text.length - (change.to - change.from);
  const moved = (place) => (place <= at ? place : Math.max(at, place + grown));
  return { anchor: moved(caret.anchor), focus: moved(caret.focus) };
}

/** What must be put where to make `after` of `before`; null where nothing must. */
function changeOf(before, after) {
  if (before === after) return null;
  let from = 0;
  while (from < before.length && before[from] === after[from]) from += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - from;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { from, to: before.length - end, text: after.slice(from, after.length - end) };
}

// The server trims what is typed, and the sheet breaks lines: such differences are nobody's words.
const plain = (text) => text.replace(/\s+/g, " ").trim();
