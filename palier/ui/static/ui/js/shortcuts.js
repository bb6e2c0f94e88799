// Single keys: "?" opens the help, an element with data-key="p" is pressed by its key.
// They can be switched off in the help, for those who speak to their computer or press by accident.

const STORED = "palier.keys";
const help = document.getElementById("shortcuts");
const control = help?.querySelector("[data-keys]");

function areOn() {
  return localStorage.getItem(STORED) !== "off";
}

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]:not([contenteditable=false])");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !areOn()) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "?" && help) {
    event.preventDefault();
    help.showModal();
    return;
  }
  for (const element of document.querySelectorAll("[data-key]")) {
    if (element.dataset.key !== event.key || !element.checkVisibility()) continue;
    event.preventDefault();
    element.click();
    return;
  }
});

if (control) {
  control.checked = areOn();
  control.addEventListener("change", () => localStorage.setItem(STORED, control.checked ? "on" : "off"));
}
