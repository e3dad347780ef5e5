/** Elements without content (HTML, 13.1.2). */
const VOID: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

/** The elements that are open while a page is read, with their marks. A page may close them in any order. The time is linear. */
export function openElements<Mark>() {
  const open: { readonly name: string; readonly mark: Mark | undefined }[] = [];
  const counts = new Map<string, number>();
  const marks: Mark[] = [];
  const count = (name: string, by: 1 | -1) => counts.set(name, (counts.get(name) ?? 0) + by);
  const isIn = (name: string) => (counts.get(name) ?? 0) > 0;
  return {
    /** The marks of the open elements, the outermost first. */
    marks: marks as readonly Mark[],
    isIn,
    opened(name: string, mark?: Mark): void {
      if (VOID.has(name)) return;
      open.push({ name, mark });
      count(name, 1);
      if (mark !== undefined) marks.push(mark);
    },
    /** Closes the innermost element with this name, and all inside. */
    closed(name: string): void {
      if (!isIn(name)) return;
      let last = open.pop();
      for (; last !== undefined; last = open.pop()) {
        count(last.name, -1);
        if (last.mark !== undefined) marks.pop();
        if (last.name === name) return;
      }
    },
  };
}
