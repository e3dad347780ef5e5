/**
 * Headlines in a script that are older come from a copy, which an optimiser or a proxy never renews, and may name a retracted article. In seconds.
 */
export const MAX_SCRIPT_AGE_S = 43_200;

/** A feed's newest headlines, as in `/v1/{feed}.js` and `/v1/{feed}.json`. Short names save bytes. Add members, but never change one. */
export interface Headlines {
  readonly v: 1;
  /** The feed's id in the address of the request. */
  readonly feed: string;
  readonly title: string;
  /** The feed's page, `{server}/feeds/{feed}`. The widget finds its server with it. */
  readonly home: string;
  /** The newsroom's name. */
  readonly name: string;
  /** BCP 47; absent if unknown. */
  readonly lang?: string;
  /** Direction of `lang`. */
  readonly dir?: Direction;
  /** In the language of the request's query, else in the feed's. */
  readonly w?: Labels;
  /** The `moreQuery` of the request. */
  readonly q?: string;
  /** 1 if the feed has no more headlines than these. */
  readonly end?: 1;
  /** When the server made them, in seconds since the Unix epoch, rounded down to six hours. */
  readonly at?: number;
  /** Newest first. */
  readonly items: readonly Headline[];
}

/** Text direction of a language. Where it is absent, the first letter of a text decides, which may be that of a foreign name. */
export type Direction = 'ltr' | 'rtl';

/**
 * The widget's own texts in one language: what is added to links that open a new tab, the label of the ticker's button, the language
 * of dates (BCP 47, lower case), and how ages are written, the youngest first.
 */
export type Labels = readonly [newTab?: string, pause?: string, language?: string, ages?: readonly Age[]];

/**
 * How to write an age of less than `limit` seconds: in units of `unit` seconds, with a form for each plural category (CLDR). `#` stands
 * for the number.
 */
export type Age = readonly [limit: number, unit: number, forms: Readonly<Record<string, string>>];

/** One headline. What is absent is unknown, or the same as for the feed. All texts are plain Unicode. */
export interface Headline {
  readonly id: string;
  /** Title. */
  readonly t: string;
  /** Absolute URL of the article. */
  readonly u: string;
  /** Publication date in seconds since the Unix epoch. */
  readonly d: number;
  /** The day of publication as text, in UTC. */
  readonly m?: string;
  /** Summary, cut between words. */
  readonly s?: string;
  /** Byline. */
  readonly b?: string;
  /** Image: absolute URL, width and height in pixels. It decorates the title, so it has no text alternative (WCAG 2.2, 1.1.1). */
  readonly i?: readonly [url: string, width: number, height: number];
  /** BCP 47; absent if it is the feed's. */
  readonly l?: string;
  /** Direction of `l`. */
  readonly dir?: Direction;
}
