// What is pasted keeps its headings, lists and tables: the page sends them beside the words, as
// long as the words are those that came with them.
const form = document.getElementById("paste");
const area = form?.querySelector("textarea");
const held = form?.querySelector("[name=pasted_html]");
const how = form?.querySelector("[data-kept]");

function isWhole() {
  return area.selectionStart === 0 && area.selectionEnd === area.value.length;
}

function tell(words) {
  if (how.textContent.trim() !== words) how.textContent = words;
}

let isPasting = false;

function paste(event) {
  const html = event.clipboardData?.getData("text/html") ?? "";
  const isAfter = area.selectionStart === area.value.length;
  isPasting = true;
  if (isWhole()) held.value = html;
  else if (html && held.value && isAfter) held.value += html;
  else held.value = "";
}

function changed() {
  if (!isPasting) held.value = "";
  isPasting = false;
  const isText = area.value.trim() !== "";
  if (isText) tell(held.value ? how.dataset.kept : how.dataset.lost);
}

if (form && area && held && how) {
  area.addEventListener("paste", paste);
  area.addEventListener("input", changed);
}
