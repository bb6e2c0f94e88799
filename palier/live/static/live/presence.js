// Who is on a slide with us, and where each is. The API is told at the head of live.js.

const PAUSE = 300; // milliseconds between two messages to the server about one topic

const places = new Map(); // topic -> where we are
const heard = new Map(); // topic -> the detail of the last event
const pauses = new Map(); // topic -> the timer that runs since the last message
let stream = ""; // the key of the open stream
let me = "";

/** Say where we are on a topic: "key-result-12/title", or "" for nowhere. */
export function whereabouts(topic, place) {
  if ((places.get(topic) ?? "") === place) return;
  places.set(topic, place);
  if (!pauses.has(topic)) send(topic);
}

/** What the last event "presence:TOPIC" said, or undefined before the first. */
export function whoIsOn(topic) {
  return heard.get(topic);
}

/** A stream has opened, and knows nothing of where we are. */
export function opened(event) {
  ({ stream, me } = JSON.parse(event.data));
  for (const [topic, place] of places) if (place && !pauses.has(topic)) send(topic);
}

/** A stream is closed: what is said meanwhile is said to the next. */
export function closed() {
  stream = "";
}

/** The server says who is here. */
export function told(event) {
  const { topic, people, more } = JSON.parse(event.data);
  const detail = { topic, people, more, me };
  heard.set(topic, detail);
  document.body.dispatchEvent(new CustomEvent(`presence:${topic}`, { detail }));
}

// What follows within the pause is sent at its end, the last place only.
async function send(topic) {
  if (!stream) return;
  const [place, key] = [places.get(topic), stream];
  pauses.set(topic, setTimeout(() => {
    pauses.delete(topic);
    if (places.get(topic) !== place || stream !== key) send(topic);
  }, PAUSE));
  const body = new URLSearchParams({ stream: key, topic, place });
  // Nothing is lost with it: the next place, or the next stream, says it again.
  await fetch("/live/presence/", { method: "POST", body }).catch(() => null);
}
