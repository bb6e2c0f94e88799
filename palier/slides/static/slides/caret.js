// Where the caret stands in a line, as a number of characters, and back again.

export function caretOf(element) {
  const selection = getSelection();
  if (!selection.rangeCount || !element.contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0).cloneRange();
  range.selectNodeContents(element);
  range.setEnd(selection.anchorNode, selection.anchorOffset);
  return range.toString().length;
}

export function putCaret(element, offset) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = offset ?? Infinity;
  let node = walker.nextNode();
  let last = null;
  while (node) {
    last = node;
    if (left <= node.length) break;
    left -= node.length;
    node = walker.nextNode();
  }
  const range = document.createRange();
  if (last) range.setStart(last, Math.min(left, last.length));
  else range.setStart(element, 0);
  range.collapse(true);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

export const textOf = (element) => element.textContent.replaceAll("\u200b", "");
