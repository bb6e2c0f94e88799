// Sends what is typed, one change after another, and never loses any: what could not be sent
// is kept on this device, and sent when the connection or the session is back.

import { Keeping } from "./keeping.js";
import { renewed, headers } from "./token.js";

const RETRY = 3000; // milliseconds between two tries
const OUTLIVES = 50_000; // characters: a browser finishes no longer request of a page that is left

export class Saving {
  #queue = [];
  #isRunning = false;
  #renewedFor = "";
  #timer = 0;
  #keeping;
  #isKept = true;

  constructor({ slide, person, onState, onSheet, onRefusal }) {
    this.slide = slide;
    this.person = person;
    this.#keeping = new Keeping(slide, person);
    this.onState = onState;
    this.onSheet = onSheet;
    this.onRefusal = onRefusal;
    this.#queue = this.#keeping.take();
    addEventListener("online", () => this.run());
    document.addEventListener("visibilitychange", () => document.hidden || this.run());
    addEventListener("beforeunload", (event) => {
      if (this.#queue.length && !this.#isKept) event.preventDefault(); // the browser asks
    });
  }

  get isIdle() {
    return this.#queue.length === 0;
  }

  /** Test if words of this field of a line are not on the server yet. */
  isWaiting(ref, field) {
    const url = `/lines/${ref}/words/`;
    return this.#queue.some((change) => change.url === url && change.fields.field === field);
  }

  /** Send `fields` to `url`; a later value of the same field replaces one not yet sent. */
  send(url, fields = {}) {
    const waiting = this.#replaceable(url, fields);
    // Another name: what was sent under the old one may have arrived, and its answer been lost.
    if (waiting) Object.assign(waiting, { id: newId(), fields: { ...waiting.fields, text: fields.text } });
    else this.#queue.push({ id: newId(), url, fields });
    this.#keep();
    return this.run();
  }

  // Only what was typed since: an undo in between takes back what was there before it.
  #replaceable(url, { field, burst }) {
    const first = this.#isRunning ? 1 : 0;
    for (let index = this.#queue.length - 1; field && index >= first; index -= 1) {
      const change = this.#queue[index];
      if (!change.fields.field) return null;
      if (change.url !== url || change.fields.field !== field) continue;
      return change.fields.burst === burst ? change : null;
    }
    return null;
  }

  /** Words were refused: what was typed over them was typed over those before them. */
  goBack(url, { field, text, before }) {
    for (const { url: other, fields } of this.#queue) {
      if (other === url && fields.field === field && fields.before === text) fields.before = before;
    }
    this.#keep();
  }

  /** A line has got its name from the server: what waits for it goes there. */
  rename(from, to) {
    for (const change of this.#queue) {
      change.url = change.url.replace(`/${from}/`, `/${to}/`);
      if (change.fields.after === from) change.fields.after = to;
    }
    this.#keep();
  }

  async run() {
    if (this.#isRunning) return;
    this.#isRunning = true;
    clearTimeout(this.#timer);
    while (this.#queue.length) {
      this.onState("saving");
      if (!(await this.#try(this.#queue[0]))) break;
    }
    this.#isRunning = false;
    if (this.#queue.length === 0) this.onState("saved");
  }

  async #try(change) {
    let response;
    let html;
    try {
      response = await this.#post(change);
      html = await response.text();
    } catch {
      return this.#later("offline");
    }
    if (response.status === 403 && this.#renewedFor !== change.id && (await renewed(this.person))) {
      this.#renewedFor = change.id; // once more, and only once
      return true;
    }
    if (response.redirected || response.status === 401 || response.status === 403) {
      this.onState("signed-out");
      return false;
    }
    if (response.status >= 500 || response.status === 429) return this.#later("busy");
    this.#queue.shift();
    this.#keep();
    if (response.ok) this.onSheet(html, response.headers.get("X-Line"), change);
    else this.onRefusal(html, response.status, change);
    return true;
  }

  #post(change) {
    const fields = Object.entries(change.fields).flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((one) => [name, one]) : [[name, value]]);
    const body = new URLSearchParams([...fields, ["id", change.id], ["slide", this.slide]]);
    return fetch(change.url, {
      method: "POST",
      body,
      headers: { ...headers(), "HX-Request": "true" },
      keepalive: String(body).length < OUTLIVES,
    });
  }

  #later(state) {
    this.onState(state);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.run(), RETRY);
    return false;
  }

  #keep() {
    this.#isKept = this.#keeping.keep(this.#queue);
  }
}

export function newId() {
  return [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(16)).join("");
}
