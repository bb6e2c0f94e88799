// The line under the caret follows what others write in it. What was typed since and is not sent
// yet stays, and so does the caret. Where both changed the same place, nothing moves: the server
// joins the two or keeps both.

import { textOf } from "./caret.js";
import { changesOf, plain } from "./words.js";

/**
 * Bring the words of others into a field that is being written.
 *
 * data-before holds the words of the server that one writes over; `theirs` are its words now.
 * Returns the caret moved along.
 */
export function follow(field, theirs, caret) {
  const mine = textOf(field);
  const before = field.dataset.before ?? mine;
  if (plain(theirs) === plain(before)) return caret;
  const changes = changesOf(before, theirs).filter((change) => hasWords(change, before));
  const own = changesOf(before, mine, { isExact: true });
  const typed = own.filter((change) => hasWords(change, before));
  if (changes.some((change) => typed.some((other) => collide(change, other)))) return caret;
  const moved = changes.map((change) => alongside(change, own));
  field.textContent = moved.reduceRight((text, { from, to, words }) => text.slice(0, from) + words + text.slice(to), mine);
  field.dataset.before = theirs;
  return caret && { anchor: shifted(caret.anchor, moved), focus: shifted(caret.focus, moved) };
}

// A blank more or less is nobody's change: the sheet draws one for many, and none at the ends.
const hasWords = ({ from, to, words }, before) => (before.slice(from, to) + words).trim() !== "";

// To touch is not to collide, where a blank stays between; at one place only one may add words.
function collide(one, other) {
  if (one.from < other.to && other.from < one.to) return true;
  if (one.from === other.from && (one.from === one.to || other.from === other.to)) return true;
  const [first, second] = one.from < other.from ? [one, other] : [other, one];
  return first.to === second.from && !/\s$/.test(first.words) && !/^\s/.test(second.words);
}

/** The same change, in a text where `own` changes are made already: what they added stays out of it. */
function alongside({ from, to, words }, own) {
  const grown = (isBefore) => own.filter(isBefore).reduce((sum, other) => sum + growth(other), 0);
  return { from: from + grown((other) => other.to <= from), to: to + grown((other) => other.from < to), words };
}

/** Where a place goes when `changes`, in order, are made before it or around it. */
function shifted(place, changes) {
  let grown = 0;
  for (const change of changes) {
    if (change.from >= place) break;
    if (change.to > place) return change.from + grown + Math.min(place - change.from, change.words.length);
    grown += growth(change);
  }
  return place + grown;
}

const growth = ({ from, to, words }) => words.length - (to - from);
