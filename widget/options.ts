/** How one widget looks and behaves: the values of `data-*` on the div, or of the query of the link inside. */
export interface Options {
  /** Headlines, 1 to 20. */
  readonly count: number;
  readonly images: 'on' | 'off' | 'first';
  /** Lines of summary, 0 to 2. */
  readonly excerpt: number;
  readonly date: 'off' | 'relative' | 'medium';
  readonly byline: boolean;
  /** The heading's text; `none` for no heading, empty for the feed's own title. */
  readonly title: string;
  /** The heading's level, 2 to 4. */
  readonly heading: number;
  readonly theme: 'auto' | 'light' | 'dark';
  /** Three or six hexadecimal digits. */
  readonly accent?: string | undefined;
  /** `new` opens a new tab. */
  readonly target: 'same' | 'new';
  /** The language of dates and labels, the feed's own where absent: language, script and region of BCP 47. */
  readonly lang?: string | undefined;
  /** Headlines older than so many days are not shown. */
  readonly maxAgeDays?: number | undefined;
  /** Added to every link as `utm_source`, unless empty. */
  readonly utm: string;
}

/** Reads the options through `raw`, which gives the text of a named option where there is one. A wrong value is the default. */
export function parseOptions(raw: (name: string) => string | null): Options {
  const text = (name: string) => (raw(name) ?? '').trim();
  const matching = (name: string, pattern: RegExp) => pattern.exec(text(name))?.[1];
  const oneOf = <T extends string>(name: string, fallback: T, ...others: readonly T[]): T =>
    others.find((value) => value === text(name).toLowerCase()) ?? fallback;
  const whole = (name: string, from: number, to: number) => {
    const value = +(matching(name, /^(\d+)$/) ?? -1);
    return value >= from && value <= to ? value : undefined;
  };
  return {
    count: whole('count', 1, 20) ?? 5,
    images: oneOf('images', 'on', 'off', 'first'),
    excerpt: whole('excerpt', 1, 2) ?? 0,
    date: oneOf('date', 'relative', 'medium', 'off'),
    byline: oneOf('byline', 'off', 'on') === 'on',
    title: text('title'),
    heading: whole('heading', 3, 4) ?? 2,
    theme: oneOf('theme', 'auto', 'light', 'dark'),
    // In the query of a link the number sign would begin the fragment.
    accent: matching('accent', /^#?((?:[\da-f]{3}){1,2})$/i),
    target: oneOf('target', 'same', 'new'),
    lang: matching('lang', /^([a-z]{2,3}(-[a-z]{4})?(-[a-z]{2})?)$/i),
    maxAgeDays: whole('max-age-days', 1, 9999),
    utm: text('utm'),
  };
}
