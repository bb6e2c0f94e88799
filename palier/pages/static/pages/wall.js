// The wall follows what others do. A notice tells that something has changed; the server says what
// stands where and how new each sheet is; those that are newer come from its memory, one by one.
// What has not changed is not touched: the scroll, the focus and the cards stay where they are.

import { Idiomorph } from "../vendor/idiomorph.esm.js";

const CALM = 250; // milliseconds: several changes in a row, as when somebody types, are one
const CALM_OF_CARD = 2; // milliseconds more for each card: a long wall is asked for less often
const AGAIN = 3000; // milliseconds until a server that did not answer is asked once more
const TRIES = 5; // a server that has not heard of the change yet answers with the sheet before

const wall = () => document.getElementById("wall");
const count = () => wall().querySelectorAll("[data-slide]").length;
const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });
let isBusy = false;
let isStale = false;

document.body.addEventListener(`live:${wall()?.dataset.live}`, follow);

async function follow() {
  isStale = true;
  if (isBusy) return;
  isBusy = true;
  while (isStale) {
    isStale = false;
    await refresh();
    await pause(CALM + CALM_OF_CARD * count());
  }
  isBusy = false;
}

async function refresh() {
  const response = await ask(`${wall().dataset.address}?outline=${count()}`);
  if (!response) return;
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  const changed = newer(next);
  Idiomorph.morph(document.getElementById("wall-totals"), next.getElementById("wall-totals"));
  Idiomorph.morph(wall(), next.getElementById("wall"), {
    morphStyle: "outerHTML",
    // The outline has no sheets: the one on show stays until the newer one is here.
    callbacks: { beforeNodeRemoved: (node) => !node.matches?.(".card-slide > a > .slide") },
  });
  window.htmx.process(wall());
  await Promise.all(changed.map(draw));
}

async function ask(address) {
  const response = await fetch(address).catch(() => null);
  if (!response || response.status >= 500) {
    isStale = true;
    await pause(AGAIN);
    return null;
  }
  return response.ok && !response.redirected ? response : null;
}

/** The topics of the slides whose sheets are not here, or older than the outline says. */
function newer(outline) {
  return [...outline.querySelectorAll("[data-slide]")].filter((card) => {
    const shown = document.getElementById(card.id);
    return shown?.dataset.version !== card.dataset.version || !shown.querySelector(".slide");
  }).map((card) => card.dataset.slide);
}

async function draw(topic, tried = 0) {
  const query = new URLSearchParams({ lang: document.documentElement.lang });
  const response = await fetch(`/live/fragment/${topic}/?${query}`).catch(() => null);
  const card = wall().querySelector(`[data-slide="${topic}"]`);
  if (!card) return;
  const html = response?.ok ? await response.text() : "";
  const sheet = new DOMParser().parseFromString(html, "text/html").querySelector("[data-sheet]");
  if (sheet && Number(sheet.dataset.version) >= Number(card.dataset.version)) {
    card.querySelector("a").replaceChildren(...sheet.querySelectorAll(".slide"));
  } else if (tried < TRIES) {
    await pause(CALM * 2 ** tried);
    await draw(topic, tried + 1);
  } else {
    card.dataset.version = ""; // asked for again at the next change
  }
}
