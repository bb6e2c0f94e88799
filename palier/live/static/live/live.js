// Turns the server's notices into DOM events: a change of the topic "slide-42" becomes the event
// "live:slide-42" on <body>, which fragments name in their hx-trigger:
//
//   <section data-live="slide-42" hx-get="…" hx-trigger="live:slide-42 from:body">
//
// One with data-gently is left alone while somebody is in it or has typed there; it is fetched once
// they have gone and left nothing, if it names "gently" in its hx-trigger too.
//
// One stream serves the whole page. It is closed while the tab is hidden, so that tabs do not use
// up the connections of the browser; on return the server tells what changed since: a lost line
// heals in the same way. <html data-connected> says whether the line is open.
//
// A page that holds <… data-presence="slide-42"> is shown to the others who have that slide open,
// and hears who they are by the event "presence:slide-42" on <body>, with the detail
//
//   { topic, people: [{ id, name, place }, …], more, me }
//
// people is in the order of the names, one entry for a person however many tabs they have, 30 at
// most; more counts the others; me is our own id among them. Which line we are on is said by
//
//   import { whereabouts, whoIsOn } from "../live/live.js";
//   whereabouts("slide-42", "key-result-12/title");   // "" when we leave the line
//
// as often as one likes: it is sent at once, then every 300 ms at most, and again when a lost line
// is back. whoIsOn("slide-42") is the detail of the last event, for what came after it.

import * as presence from "./presence.js";

export { whereabouts, whoIsOn } from "./presence.js";

const FIRST_RETRY = 1000; // milliseconds
const LAST_RETRY = 30000;

const root = document.documentElement;
const versions = new Map();
let watched = new Set();
let shown = new Set(); // topics where others are told that we are here
let since = root.dataset.liveSince ?? "";
let source = null;
let retry = FIRST_RETRY;
let timer = 0;

function topicsIn(name) {
  const elements = document.querySelectorAll(`[data-${name}]`);
  return new Set([...elements].flatMap((element) => element.dataset[name].split(/\s+/)).filter(Boolean));
}

function topicsOfPage() {
  return new Set([...topicsIn("live"), ...topicsIn("presence")]);
}

function announce(topic, version) {
  versions.set(topic, version);
  document.body.dispatchEvent(new CustomEvent(`live:${topic}`, { detail: { topic, version } }));
}

function disconnect() {
  clearTimeout(timer);
  source?.close();
  source = null;
  presence.closed();
}

function connect() {
  disconnect();
  watched = topicsOfPage();
  shown = topicsIn("presence");
  if (watched.size === 0 || document.hidden) return;
  const query = new URLSearchParams([...watched].map((topic) => ["topic", topic]));
  for (const topic of shown) query.append("presence", topic);
  if (since) query.set("since", since);
  source = new EventSource(`/live/?${query}`);
  source.addEventListener("ready", ready);
  source.addEventListener("change", changed);
  source.addEventListener("presence", presence.told);
  source.addEventListener("error", lost);
}

function ready(event) {
  // A page that does not say when it was made knows nothing of before this moment.
  since ||= event.lastEventId;
  retry = FIRST_RETRY;
  root.dataset.connected = "yes";
  presence.opened(event);
}

function changed(event) {
  since = event.lastEventId;
  const [topic, version] = event.data.split(" ");
  announce(topic, version);
}

function lost() {
  delete root.dataset.connected;
  presence.closed();
  // The browser tries again by itself, unless it was answered something else than a stream.
  if (source?.readyState !== EventSource.CLOSED) return;
  timer = setTimeout(connect, retry);
  retry = Math.min(retry * 2, LAST_RETRY);
}

// A piece that came later may name topics that are not watched yet.
function lookAgain() {
  const isNew = [...topicsOfPage()].some((topic) => !watched.has(topic));
  if (isNew || [...topicsIn("presence")].some((topic) => !shown.has(topic))) connect();
}

// A shared piece is asked for by the version that was announced, in the language of the page.
function completeRequest(event) {
  const topic = /^\/live\/fragment\/([^/]+)\//.exec(event.detail.path)?.[1];
  if (!topic) return;
  event.detail.parameters.lang = root.lang;
  if (versions.has(topic)) event.detail.parameters.v = versions.get(topic);
}

function isTouched(element) {
  const fields = [...element.querySelectorAll("input:not([type=hidden]), textarea")];
  return element.matches(":focus-within")
    || fields.some((one) => one.value !== one.defaultValue || one.checked !== one.defaultChecked);
}

// Nobody's words are taken away by what another does.
function holdBack(event) {
  const element = event.detail.elt;
  if (!element.matches("[data-gently]") || !isTouched(element)) return;
  event.preventDefault();
  element.addEventListener("focusout", () => {
    setTimeout(() => element.dispatchEvent(new CustomEvent("gently")));
  }, { once: true });
}

document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
document.addEventListener("htmx:afterSettle", lookAgain);
document.addEventListener("htmx:beforeRequest", holdBack);
document.addEventListener("htmx:configRequest", completeRequest);
connect();
