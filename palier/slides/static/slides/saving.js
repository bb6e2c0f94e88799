// Sends what is typed, one change after another, and never loses any: what could not be sent
// is kept on this device, and sent when the connection or the session is back.

const RETRY = 3000; // milliseconds between two tries

export class Saving {
  #queue = [];
  #isRunning = false;
  #key;

  constructor({ key, onState, onSheet, onRefusal }) {
    this.#key = `palier:unsent:${key}`;
    this.onState = onState;
    this.onSheet = onSheet;
    this.onRefusal = onRefusal;
    try {
      this.#queue = JSON.parse(localStorage.getItem(this.#key) ?? "[]");
    } catch {
      this.#queue = [];
    }
    addEventListener("online", () => this.run());
    if (this.#queue.length) this.run();
  }

  get isIdle() {
    return this.#queue.length === 0;
  }

  /** Send `fields` to `url`; a later value of the same field replaces one not yet sent. */
  send(url, fields = {}) {
    const waiting = this.#queue.find(
      (change, index) =>
        (index > 0 || !this.#isRunning) && change.url === url && fields.field &&
        change.fields.field === fields.field,
    );
    if (waiting) waiting.fields.text = fields.text;
    else this.#queue.push({ url, fields });
    this.#keep();
    return this.run();
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
    while (this.#queue.length) {
      this.onState("saving");
      const done = await this.#try(this.#queue[0]);
      if (!done) break;
      this.#queue.shift();
      this.#keep();
    }
    this.#isRunning = false;
    if (this.#queue.length === 0) this.onState("saved");
  }

  async #try(change) {
    let response;
    try {
      response = await fetch(change.url, {
        method: "POST",
        body: new URLSearchParams(change.fields),
        headers: { "X-CSRFToken": csrf(), "HX-Request": "true" },
      });
    } catch {
      return this.#later("offline");
    }
    if (response.redirected || response.status === 401 || response.status === 403) {
      this.onState("signed-out");
      return false;
    }
    if (response.status >= 500 || response.status === 429) return this.#later("offline");
    const html = await response.text();
    if (response.ok) this.onSheet(html, response.headers.get("X-Line"), change);
    else this.onRefusal(html, response.status, change);
    return true;
  }

  #later(state) {
    this.onState(state);
    setTimeout(() => this.run(), RETRY);
    return false;
  }

  #keep() {
    try {
      if (this.#queue.length) localStorage.setItem(this.#key, JSON.stringify(this.#queue));
      else localStorage.removeItem(this.#key);
    } catch {
      // A full or forbidden storage: the queue in memory still holds the words.
    }
  }
}

function csrf() {
  return JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
}
