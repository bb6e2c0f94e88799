// Short news at the foot of the page, announced by its live region.
// Any module may ask: document.dispatchEvent(new CustomEvent("palier:toast", {detail: {text, kind, link}}))

const READING_TIME = 6000; // milliseconds; a warning or an error stays until dismissed
const region = document.getElementById("toasts");

// The sentences live in the page, in its language: see templates/ui/_toasts.html.
export const words = region ? region.dataset : {};

export function toast({ text, kind = "", link = null }) {
  if (!region || !text) return null;
  for (const shown of region.children) if (shown.textContent.trim() === text) shown.remove();
  const element = document.createElement("div");
  element.className = `toast ${kind}`.trim();
  const sentence = document.createElement("span");
  sentence.textContent = text;
  element.append(sentence);
  if (link) element.append(anchor(link));
  complete(element);
  region.append(element);
  return element;
}

function anchor({ address, label }) {
  const element = document.createElement("a");
  element.href = address;
  element.target = "_blank";
  element.textContent = label;
  return element;
}

function complete(element) {
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-label", words.dismiss);
  button.textContent = "×";
  button.addEventListener("click", () => element.remove());
  element.append(button);
  if (element.classList.contains("error") || element.classList.contains("warning")) return;
  leaveAfterReading(element);
}

function leaveAfterReading(element) {
  setTimeout(() => {
    // Somebody who points at it, or has reached it by keyboard, is still reading.
    if (element.matches(":hover, :focus-within")) leaveAfterReading(element);
    else element.remove();
  }, READING_TIME);
}

if (region) {
  for (const element of [...region.children]) complete(element);
  document.addEventListener("palier:toast", (event) => toast(event.detail));
}
