// A button with data-opens="id" opens the <dialog> of that id; data-closes, a click on the
// backdrop and Escape close it. The browser keeps the focus inside and gives it back.

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    document.getElementById(opener.dataset.opens).showModal();
    return;
  }
  const closer = event.target.closest("[data-closes]");
  if (closer) closer.closest("dialog").close();
  else if (event.target.matches("dialog[open]") && isOutside(event)) event.target.close();
});

// The padding of a dialog is inside it, its backdrop is not; both are the same target.
function isOutside({ target, clientX, clientY }) {
  const box = target.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}
