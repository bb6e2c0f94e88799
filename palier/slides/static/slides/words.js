// What makes one text of another, word by word.

const MOST = 1_000_000; // pairs of words that are compared

/** The server trims what is typed and the sheet draws one blank for many; no-break ones are words. */
export const plain = (text) => text.replace(/[ \t\n\r]+/g, " ").trim();

/**
 * What must be put where to make `after` of `before`: [{ from, to, words }], in characters, in order.
 * Blanks of different length are alike, unless `isExact`.
 */
export function changesOf(before, after, { isExact = false } = {}) {
  const isSame = isExact ? (one, other) => one === other : isAlike;
  const [old, fresh] = [tokensOf(before), tokensOf(after)];
  let start = 0;
  while (start < old.length && start < fresh.length && isSame(old[start], fresh[start])) start += 1;
  let end = 0;
  const most = Math.min(old.length, fresh.length) - start;
  while (end < most && isSame(old.at(-1 - end), fresh.at(-1 - end))) end += 1;
  const [gone, come] = [old.slice(start, old.length - end), fresh.slice(start, fresh.length - end)];
  const first = old.slice(0, start).join("").length;
  if (gone.length * come.length > MOST) return [changeAt(first, gone, come)];
  return changesWithin(first, gone, come, isSame);
}

const tokensOf = (text) => text.match(/\s+|\S+/g) ?? [];

const isAlike = (one, other) => one === other || (!one.trim() && !other.trim());

const changeAt = (from, gone, come) => ({ from, to: from + gone.join("").length, words: come.join("") });

// The longest row of words that both have, in order, stays (Wagner and Fischer, 1974).
function changesWithin(first, gone, come, isSame) {
  const lengths = longestRows(gone, come, isSame);
  const changes = [];
  let [from, i, j] = [first, 0, 0];
  while (i < gone.length || j < come.length) {
    if (i < gone.length && j < come.length && isSame(gone[i], come[j])) {
      from += gone[i].length;
      i += 1;
      j += 1;
      continue;
    }
    const [a, b] = [i, j];
    while ((i < gone.length || j < come.length) && !(i < gone.length && j < come.length && isSame(gone[i], come[j]))) {
      if (j >= come.length || (i < gone.length && lengths[i + 1][j] >= lengths[i][j + 1])) i += 1;
      else j += 1;
    }
    const change = changeAt(from, gone.slice(a, i), come.slice(b, j));
    changes.push(change);
    from = change.to;
  }
  return changes;
}

/** How many words both have in common from each pair of places on. */
function longestRows(gone, come, isSame) {
  const lengths = Array.from({ length: gone.length + 1 }, () => new Uint16Array(come.length + 1));
  for (let i = gone.length - 1; i >= 0; i -= 1) {
    for (let j = come.length - 1; j >= 0; j -= 1) {
      lengths[i][j] = isSame(gone[i], come[j]) ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  return lengths;
}
