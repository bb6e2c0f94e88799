// What is said under the slide: the threads follow what others say, boxes keep what one types.

import { Composers } from "./composer.js";
import { Lines } from "./lines.js";
import { Mentions } from "./mentions.js";
import { Talk } from "./talk.js";
import { keepTimes } from "./times.js";

const section = document.querySelector("[data-comments]");
if (section) {
  const talk = new Talk(section);
  const composers = new Composers(section, talk);
  const lines = new Lines(section, (ref) => composers.start(ref));
  new Mentions(section);
  keepTimes(section);

  section.addEventListener("talk:shown", () => lines.look());
  section.addEventListener("click", ({ target }) => {
    const goes = target.closest("[data-goes]");
    if (goes) lines.goTo(goes.dataset.goes);
  });
  composers.restore();
  talk.settle();

  // The panel beside the sheet has such a button too.
  document.addEventListener("click", ({ target }) => {
    const say = target.closest("[data-say]");
    if (say) composers.start(say.dataset.say || lines.current);
  });
}
