// An htmx request that fails never loses words: what was typed stays in the page, a toast says
// what happened, and a busy server (503) is asked again by itself.

import { toast, words } from "./toast.js";

const TRIES = 5;
const again = new WeakMap(); // element -> how to send its request once more
const tries = new WeakMap(); // element -> how often its request was sent again
const timers = new WeakMap();

// htmx gives this event, confirmed or not, the very closure that issues the request: calling it
// later sends the words as they are then.
document.addEventListener("htmx:confirm", ({ detail }) => {
  if (detail.elt) again.set(detail.elt, detail.issueRequest);
});

document.addEventListener("htmx:beforeRequest", ({ detail }) => clearTimeout(timers.get(detail.elt)));

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (!detail.successful || !tries.has(detail.elt)) return;
  tries.delete(detail.elt);
  for (const notice of document.querySelectorAll(".toast.busy")) notice.remove();
  if (detail.requestConfig.verb !== "get") toast({ text: words.saved });
});

document.addEventListener("htmx:responseError", ({ detail }) => {
  const { xhr, elt } = detail;
  if (xhr.status === 503) tryAgain(elt, xhr);
  else explain(xhr.status, xhr.responseText);
});

document.addEventListener("htmx:sendError", () => explain(0));
document.addEventListener("htmx:timeout", () => explain(0));

function tryAgain(element, xhr) {
  const count = (tries.get(element) ?? 0) + 1;
  if (count > TRIES || !again.has(element)) {
    tries.delete(element);
    toast({ text: words.gaveUp, kind: "error" });
    return;
  }
  tries.set(element, count);
  toast({ text: words.busy, kind: "busy" });
  const seconds = (Number(xhr.getResponseHeader("Retry-After")) || 1) * count;
  timers.set(element, setTimeout(() => element.isConnected && again.get(element)(true), seconds * 1000));
}

// Say in words what an answer means. `text` is the answer: an alert in it is said as it is.
export function explain(status, text = "") {
  if (status === 401) {
    const link = { address: words.signInAddress, label: words.signIn };
    toast({ text: words.signedOut, kind: "error", link });
    return;
  }
  toast({ text: alertIn(text) || sentence(status), kind: "error" });
}

function sentence(status) {
  const sentences = {
    0: words.offline, 403: words.notAllowed, 404: words.notFound, 413: words.tooLarge, 503: words.gaveUp,
  };
  return sentences[status] ?? words.failed;
}

function alertIn(text) {
  if (!text.includes('role="alert"')) return "";
  const alert = new DOMParser().parseFromString(text, "text/html").querySelector('[role="alert"]');
  return alert?.textContent.trim() ?? "";
}
