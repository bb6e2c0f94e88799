// A refreshed tree keeps the cards open and closed as the reader left them, in this tab.

const KEY = "branches";
const states = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");

document.addEventListener("toggle", (event) => {
  if (!event.target.matches("details.branch")) return;
  states[event.target.id] = event.target.open;
  sessionStorage.setItem(KEY, JSON.stringify(states));
}, { capture: true });

function restore() {
  for (const branch of document.querySelectorAll("details.branch[id]")) {
    const open = states[branch.id];
    if (open !== undefined && branch.open !== open) branch.open = open;
  }
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id === "tree" || event.detail.elt?.id === "tree") restore();
});
restore();
