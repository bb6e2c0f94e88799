// <details class="menu">: closes outside, on Escape and once something is chosen; arrows walk it.

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

function open() {
  return document.querySelectorAll("details.menu[open]");
}

function choices(menu) {
  return [...menu.querySelectorAll(".menu-list :is(a[href], button:not(:disabled))")];
}

document.addEventListener("click", (event) => {
  for (const menu of open()) {
    const chose = event.target.closest(".menu-list :is(a[href], button)");
    if (!menu.contains(event.target) || chose) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details.menu");
  if (event.key === "Escape") {
    for (const each of open()) {
      each.open = false;
      if (each === menu) each.querySelector("summary").focus();
      event.stopPropagation();
    }
    return;
  }
  const step = STEPS[event.key];
  if (!menu || !step || event.target.matches("input, textarea, select")) return;
  event.preventDefault();
  menu.open = true;
  const list = choices(menu);
  const here = list.indexOf(document.activeElement);
  list.at((here + step + (here < 0 && step < 0 ? 1 : 0)) % list.length)?.focus();
});

document.addEventListener("focusout", (event) => {
  const menu = event.target.closest("details.menu[open]");
  if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
});
