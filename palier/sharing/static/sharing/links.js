// Copying a link, and saying in the dialog what happened: a toast would lie under it.

function state() {
  const open = document.querySelector("dialog[open] [data-share-state]");
  return open ?? document.querySelector("[data-share-state]");
}

function say(text) {
  const place = state();
  if (place) place.textContent = text;
}

// The clipboard is closed to pages that came over plain http; an older way still works there.
async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const isCopied = await copy(button.closest("li").querySelector("[readonly]"));
  say(state().dataset[isCopied ? "copied" : "selected"]);
});

document.addEventListener("focusin", (event) => {
  if (event.target.matches(".share-list [readonly]")) event.target.select();
});

document.addEventListener("links-changed", () => say(state()?.dataset.closed ?? ""));

// A list that was swapped takes the pressed button with it: the next thing to press gets the focus.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const list = detail.elt.closest?.("#share-links");
  if (!list) return;
  if (list.dataset.said) {
    say(list.dataset.said);
    list.querySelector("[data-copy]")?.focus();
  } else if (document.activeElement === document.body) {
    list.querySelector("[type=submit]")?.focus();
  }
});

// Yesterday's words are not said of today's links.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-opens=share]")) say("");
});
