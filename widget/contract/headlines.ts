/**
 * A feed's newest headlines, as the server writes them into `/v1/{feed}.js` and `/v1/{feed}.json`, in as few bytes as it can be said. Members may be added,
 * never changed.
 */
export interface Headlines {
  readonly v: 1;
  /** The feed's id, as in the address under which the headlines were asked for. */
  readonly feed: string;
  readonly title: string;
  /** The feed's page, `{server}/feeds/{feed}`, from which the widget also knows where it came from. */
  readonly home: string;
  /** The newsroom's name. */
  readonly name: string;
  /** BCP 47; absent where it is not known. */
  readonly lang?: string;
  /** What the widget says itself, in the language that the address asks for, else in the feed's. */
  readonly w?: Words;
  /** What more the address asked for than headlines: as `moreQuery` says it; empty where that is nothing. */
  readonly q?: string;
  /** 1 where the feed holds no more than these, so that nobody asks for more. */
  readonly end?: 1;
  /** Newest first. */
  readonly items: readonly Headline[];
}

/** The widget's own words: what is said of a link, and on the button of the ticker; the language of the dates (BCP 47, lower case), and what is said of ages, the
 * youngest first. */
export type Words = readonly [newTab?: string, pause?: string, language?: string, ages?: readonly Age[]];

/**
 * How the age of what is younger than `limit` seconds is told: in units of so many seconds, in the form for its number, by plural category (CLDR). In it
 * `#` stands for the number.
 */
export type Age = readonly [limit: number, unit: number, forms: Readonly<Record<string, string>>];

/** One headline; what is absent is unknown or the same as in the feed. All texts are plain Unicode. */
export interface Headline {
  readonly id: string;
  /** Title. */
  readonly t: string;
  /** Absolute URL of the article. */
  readonly u: string;
  /** Publication date in seconds since the Unix epoch. */
  readonly d: number;
  /** The day of publication in words, in UTC. */
  readonly m?: string;
  /** Summary in whole words. */
  readonly s?: string;
  /** Byline. */
  readonly b?: string;
  /** Picture: absolute URL, width and height in pixels. It decorates the title beside it, so its words stay behind (WCAG 2.2, 1.1.1). */
  readonly i?: readonly [url: string, width: number, height: number];
  /** BCP 47, where it is not the feed's. */
  readonly l?: string;
}
