/** Our code in a file or a page of somebody else. */
export interface ScriptCopy {
  /** The page of the feed whose headlines are inside, if any are. */
  readonly home: string | undefined;
  /** When the server made the headlines, in seconds since the Unix epoch. Headlines of older servers do not tell. */
  readonly at: number | undefined;
}

/** Minifiers change quotation marks, and write 1764547200 as 17645472e2. */
const MARK = /Symbol\.for\(\s*["'`]tidings\.v1["'`]\s*\)/g;
const HOME = /\bhome["'`]?\s*:\s*["'`](https?:[^"'`\s]{1,500})["'`]/;
const TIME = /\bat["'`]?\s*:\s*(\d{9,11}|\d{1,11}e\d)\b/;
/** The members of headlines that are looked for stand close together. */
const MAX_DISTANCE = 3000;
const MAX_COPIES = 20;

/** The copies of our script in a text, which may be many scripts in one. */
export function findCopies(text: string): readonly ScriptCopy[] {
  const starts = [...text.matchAll(MARK)].slice(0, MAX_COPIES).map(({ index }) => index);
  return starts.map((start, index) => {
    const code = text.slice(start, starts[index + 1]);
    const home = HOME.exec(code);
    if (home === null) return { home: undefined, at: undefined };
    const near = code.slice(Math.max(0, home.index - MAX_DISTANCE), home.index + MAX_DISTANCE);
    const time = TIME.exec(near)?.[1];
    return { home: home[1], at: time === undefined ? undefined : Number(time) };
  });
}
