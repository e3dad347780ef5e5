const MAX_TEXTS = 500;
const MAX_LENGTH = 500;

/** Keeps results by their text: clients send only a few different headers. Long texts are not kept. */
export function memoizeByText<T>(compute: (text: string) => T): (text: string) => T {
  const results = new Map<string, T>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    const result = compute(text);
    if (text.length > MAX_LENGTH) return result;
    if (results.size >= MAX_TEXTS) results.clear();
    results.set(text, result);
    return result;
  };
}
