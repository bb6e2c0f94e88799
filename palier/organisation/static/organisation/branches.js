// The cards of the tree fold; a refreshed tree keeps them as the reader left them, in this tab.

const KEY = "branches";
const states = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");

const rowsOf = (fold) => document.getElementById(fold.getAttribute("aria-controls"));

function set(fold, isOpen) {
  fold.setAttribute("aria-expanded", String(isOpen));
  rowsOf(fold).hidden = !isOpen;
}

document.addEventListener("click", (event) => {
  const fold = event.target.closest(".branch .fold");
  if (!fold) return;
  set(fold, rowsOf(fold).hidden);
  states[rowsOf(fold).id] = !rowsOf(fold).hidden;
  sessionStorage.setItem(KEY, JSON.stringify(states));
});

function restore() {
  for (const fold of document.querySelectorAll(".branch .fold")) {
    const isOpen = states[rowsOf(fold).id];
    if (isOpen === undefined || isOpen === !rowsOf(fold).hidden) continue;
    // A press also fetches the teams that a large company does not send at first.
    if (isOpen) fold.click();
    else set(fold, false);
  }
}

document.addEventListener("htmx:afterSettle", restore);
document.addEventListener("DOMContentLoaded", restore);
