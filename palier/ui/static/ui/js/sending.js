// A form leaves once: a second press while it is on its way does nothing.
// A form that answers with a file never leaves its page: mark it data-repeatable.

const LONGEST = 10000; // milliseconds after which a form without an answer may be sent again

function isOnItsWay(form) {
  return form.classList.contains("is-sending") || form.classList.contains("htmx-request");
}

function isHtmx(form) {
  return form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete]");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[method=dialog], [data-repeatable]")) return;
  if (isOnItsWay(form) && (isHtmx(form) || form.method === "post")) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (isHtmx(form) || form.method !== "post") return;
  form.classList.add("is-sending");
  setTimeout(() => form.classList.remove("is-sending"), LONGEST);
  // Another listener may have taken the form over.
  setTimeout(() => event.defaultPrevented && form.classList.remove("is-sending"));
}, { capture: true });

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("button.htmx-request");
  if (!pressed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, { capture: true });

// "Back" may bring the page as it was left, in the middle of sending.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll(".is-sending")) form.classList.remove("is-sending");
});
