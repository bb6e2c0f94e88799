// Files dropped anywhere on the frame are the files of the form.
const form = document.getElementById("drop");
const input = form?.querySelector("input[type=file]");

function over(event, isOver) {
  event.preventDefault();
  form.classList.toggle("is-over", isOver);
}

if (form && input) {
  form.addEventListener("dragover", (event) => over(event, true));
  form.addEventListener("dragleave", (event) => over(event, false));
  form.addEventListener("drop", (event) => {
    over(event, false);
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    }
  });
}
