// Who else is on this slide: faces in the head of the page, one at the line each is on.

import { whereabouts, whoIsOn } from "../live/live.js";
import { setMarks } from "./marks.js";

const TINTS = 6;

export class People {
  constructor(root) {
    this.topic = `slide-${root.dataset.editor}`;
    this.head = document.querySelector("[data-here]");
    document.body.addEventListener(`presence:${this.topic}`, ({ detail }) => this.show(detail));
    const known = whoIsOn(this.topic);
    if (known) this.show(known);
  }

  /** Tell the others which line we are on, or none. */
  at(ref, field) {
    const isKnown = /^(objective|key-result)-\d+$/.test(ref);
    whereabouts(this.topic, isKnown ? `${ref}/${field}` : "");
  }

  show({ people, more, me }) {
    const others = people.filter(({ id }) => id !== me);
    const marks = new Map();
    for (const { name, place } of others) {
      const ref = place.split("/")[0];
      if (!ref) continue;
      const group = marks.get(ref)?.element ?? document.createElement("span");
      group.append(faceOf(name));
      marks.set(ref, { element: group, label: [marks.get(ref)?.label, name].filter(Boolean).join(", ") });
    }
    setMarks("people", marks);
    if (this.head) this.#showHead(others, more);
  }

  #showHead(others, more) {
    const writing = others.filter(({ place }) => place);
    const { one, many } = this.head.dataset;
    const words = writing.length > 1 ? many.replace("{count}", writing.length) : one.replace("{name}", () => writing[0]?.name ?? "");
    const faces = document.createElement("span");
    faces.className = "people";
    faces.append(...others.slice(0, 5).map(({ name }) => faceOf(name)));
    const left = others.length - 5 + more;
    if (left > 0) faces.append(face(`+${left}`, `+${left}`, 1));
    const chip = document.createElement("span");
    chip.className = "chip live";
    chip.textContent = words;
    this.head.replaceChildren(...(others.length ? [faces] : []), ...(writing.length ? [chip] : []));
  }
}

// Somebody the page shows already keeps the colour they have there.
function faceOf(name) {
  const known = [...document.querySelectorAll(".who[title]")].find(({ title }) => title === name);
  const tint = /tint-(\d)/.exec(known?.className ?? "")?.[1];
  const letters = name.replace(/[-.]/g, " ").split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word)).map((word) => [...word][0]);
  const initials = (letters.length > 1 ? letters[0] + letters.at(-1) : letters[0] ?? "?").toUpperCase();
  return face(initials, name, tint ?? [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % TINTS + 1);
}

function face(text, name, tint) {
  const made = document.createElement("span");
  made.className = `who tint-${tint}`;
  made.title = name;
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", name);
  made.textContent = text;
  return made;
}
