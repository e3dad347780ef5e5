/** The name that a writer probably meant; `undefined` where nothing is similar. Case, hyphens, underscores and spaces do not count. */
export function findSimilarName(written: string, names: readonly string[]): string | undefined {
  const text = normalizeName(written);
  return (
    names.find((name) => normalizeName(name) === text) ?? names.find((name) => isSimilar(text, normalizeName(name)))
  );
}

export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '');
}

/** Whether two words differ by a typing error: one edit in short words, two in longer ones, none in a single letter. */
function isSimilar(a: string, b: string): boolean {
  return a.length <= 2 * b.length && countEdits(a, b) <= Math.min(b.length - 1, b.length < 6 ? 1 : 2);
}

/** Letters added, left out, replaced, or exchanged with their neighbour (Damerau and Levenshtein). */
function countEdits(a: string, b: string): number {
  let previous: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const exchanged = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (previous[j - 2] ?? replaced) + 1 : replaced;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced, exchanged));
    }
    [previous, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
