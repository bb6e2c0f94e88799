// A line that the server does not know yet, and the places to write in that a drawn one lacks.

import { refOf } from "./places.js";

const OBJECTIVE = '<section class="objective cat-0"><div class="top"><h3 data-field="title"></h3></div></section>';
const KEY_RESULT = '<li class="kr"><p class="words"><span data-field="title"></span></p></li>';

/** Put a new line below the line of `ref` and return it. */
export function addLine(frame, kind, key, ref) {
  const here = frame.querySelector(`[data-ref="${ref}"]`);
  const block = here?.closest("section[data-ref]");
  const line = document.createElement("div");
  line.innerHTML = kind === "objective" ? OBJECTIVE : KEY_RESULT;
  const fresh = line.firstElementChild;
  fresh.dataset.ref = `new-${key}`;
  if (kind === "objective") {
    frame.querySelector(".nothing")?.remove();
    if (block) block.after(fresh);
    else frame.querySelector(".objectives").append(fresh);
  } else {
    if (!block.querySelector("ol")) block.append(document.createElement("ol"));
    if (here.matches("li")) here.after(fresh);
    else block.querySelector("ol").append(fresh);
  }
  return fresh;
}

/** A key result without a measure gets a place to type one. */
export function addMeasure(line) {
  if (line.querySelector(".measure")) return;
  const measure = document.createElement("span");
  measure.className = "measure";
  measure.dataset.field = "measure";
  line.querySelector(".words").after(measure);
}

/** Which of the words of the page stand in an empty place. */
export function placeholderOf(field) {
  if (field.dataset.field !== "title") return field.dataset.field;
  return /^(objective|new-o)/.test(refOf(field)) ? "objective" : "title";
}
