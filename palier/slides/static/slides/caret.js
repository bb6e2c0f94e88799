// Where the caret stands in a line, as numbers of characters, and back again.

/** Where a selection begins and ends: { anchor, focus }; null where it is elsewhere. */
export function caretOf(element) {
  const selection = getSelection();
  if (!selection.rangeCount || !element.contains(selection.anchorNode)) return null;
  const [anchor, focus] = [[selection.anchorNode, selection.anchorOffset], [selection.focusNode, selection.focusOffset]]
    .map(([node, offset]) => (element.contains(node) ? charactersTo(element, node, offset) : 0));
  return { anchor, focus };
}

/** Put the caret at a place that caretOf gave, or at the end. */
export function putCaret(element, caret) {
  const anchor = nodeAt(element, caret?.anchor ?? Infinity);
  const focus = caret && caret.focus !== caret.anchor ? nodeAt(element, caret.focus) : anchor;
  getSelection().setBaseAndExtent(...anchor, ...focus);
}

export const isSame = (one, other) => one?.anchor === other?.anchor && one?.focus === other?.focus;

export const textOf = (element) => element.textContent.replaceAll("\u200b", "");

function charactersTo(element, node, offset) {
  const range = document.createRange();
  range.selectNodeContents(element);
  range.setEnd(node, offset);
  return range.toString().length;
}

function nodeAt(element, offset) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = offset;
  let last = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    last = node;
    if (left <= node.length) break;
    left -= node.length;
  }
  if (!last) return [element, 0];
  const at = Math.min(left, last.length);
  // Never between the two halves of one character.
  return [last, /[\uD800-\uDBFF]$/.test(last.data.slice(0, at)) && at < last.length ? at + 1 : at];
}
