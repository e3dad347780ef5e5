/** Elements without content (HTML, 13.1.2). */
const VOID: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

/** The elements that are open while a page is read. A page may close them in any order. The time is linear if there are few marks. */
export function openElements<Mark>() {
  const open: { readonly name: string; readonly mark: Mark | undefined }[] = [];
  const names = new Map<string, number>();
  const marks = new Map<Mark, number>();
  const isIn = (name: string) => (names.get(name) ?? 0) > 0;
  return {
    isIn,
    /** The marks of the open elements, each once. */
    marks: () => [...marks.keys()].filter((mark) => (marks.get(mark) ?? 0) > 0),
    opened(name: string, mark?: Mark): void {
      if (VOID.has(name)) return;
      open.push({ name, mark });
      count(names, name, 1);
      if (mark !== undefined) count(marks, mark, 1);
    },
    /** Closes the innermost element with this name, and all inside. */
    closed(name: string): void {
      if (!isIn(name)) return;
      for (let last = open.pop(); last !== undefined; last = open.pop()) {
        count(names, last.name, -1);
        if (last.mark !== undefined) count(marks, last.mark, -1);
        if (last.name === name) return;
      }
    },
  };
}

function count<Key>(counts: Map<Key, number>, key: Key, by: 1 | -1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
