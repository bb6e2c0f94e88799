// Who is picked moves from the found to the picked, so that the next search keeps them.

document.addEventListener("change", (event) => {
  const found = event.target.closest(".picker .found");
  if (!found || !event.target.checked) return;
  const picker = found.closest(".picker");
  const twin = picker.querySelector(`.picked input[value="${event.target.value}"]`);
  if (twin) {
    twin.checked = true;
    event.target.closest("li").remove();
    twin.focus();
    return;
  }
  const item = event.target.closest("li");
  picker.querySelector(".picked").append(item);
  item.querySelector("input").focus();
});

// Enter in the search would send the whole form.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches(".picker input[type=search]")) event.preventDefault();
});
