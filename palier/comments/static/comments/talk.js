// The threads on the page: one piece for all, so what is one's own is shown here. A newer piece is
// put in its place without moving what one types, and what others said is announced.

import { Idiomorph } from "../vendor/idiomorph.esm.js";

export class Talk {
  #asked = 0; // a piece that was asked for before the one shown is older: it comes too late
  #shown = 0;

  constructor(section) {
    this.section = section;
    this.topic = section.dataset.live;
    const { me } = section.dataset;
    this.me = "writer" in section.dataset ? [me, "writer"] : [me];
    document.body.addEventListener(`live:${this.topic}`, ({ detail }) => this.refresh(detail?.version));
  }

  get list() {
    return this.section.querySelector("[data-talk]");
  }

  turn() {
    this.#asked += 1;
    return this.#asked;
  }

  async refresh(version = "") {
    const turn = this.turn();
    const query = new URLSearchParams({ v: version, lang: document.documentElement.lang });
    const response = await fetch(`/live/fragment/${this.topic}/?${query}`).catch(() => null);
    if (response?.ok) this.show(await response.text(), turn);
  }

  show(html, turn) {
    const next = new DOMParser().parseFromString(html, "text/html").querySelector("[data-talk]");
    if (!next || turn < this.#shown) return;
    this.#shown = turn;
    const known = new Set(this.#names());
    const held = this.section.contains(document.activeElement) ? document.activeElement : null;
    const top = held?.getBoundingClientRect().top;
    Idiomorph.morph(this.list, next, {
      morphStyle: "outerHTML",
      callbacks: {
        beforeNodeMorphed: (old) => !(old.matches?.(".slot") && old.hasChildNodes()),
        beforeNodeRemoved: (old) => !isWrittenIn(old),
        beforeAttributeUpdated: (name, node) => name !== "open" || !node.matches("details"),
      },
    });
    window.htmx?.process(this.list);
    this.settle();
    if (held?.isConnected) window.scrollBy(0, held.getBoundingClientRect().top - top);
    this.#announce(known);
  }

  /** Show what is for this person: their own comments, what writers do, that they are named. */
  settle() {
    for (const node of this.list.querySelectorAll("[data-for]")) {
      node.hidden = !node.dataset.for.split(" ").some((token) => this.me.includes(token));
    }
    for (const mention of this.list.querySelectorAll(`.mention[data-person~="${this.me[0]}"]`)) {
      mention.classList.add("me");
    }
    this.section.dispatchEvent(new CustomEvent("talk:shown"));
  }

  #names() {
    return [...this.list.querySelectorAll("[data-comment]")].map((node) => node.id);
  }

  #announce(known) {
    const others = [...this.list.querySelectorAll(`[data-comment]:not([data-author="${this.me[0]}"])`)]
      .filter((node) => !known.has(node.id));
    if (!others.length) return;
    const sentences = others.map((node) => {
      node.classList.add("fresh");
      return this.section.dataset.written.replace("NAME", node.dataset.name);
    });
    this.section.querySelector("[data-news]").textContent = sentences.join(" ");
  }
}

// A thread that somebody deletes stays while one writes an answer in it.
function isWrittenIn(node) {
  if (!(node instanceof Element)) return false;
  return [...node.querySelectorAll("textarea")].some((box) => box.value.trim() !== "");
}
