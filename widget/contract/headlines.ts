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
  /** The widget's own words in `lang`, or in the language that the address asks for; absent where that is English. */
  readonly w?: readonly [newTab: string, pause: string];
  /** 1 where the feed holds no more than these, so that nobody asks for more. */
  readonly end?: 1;
  /** Newest first. */
  readonly items: readonly Headline[];
}

/** One headline; what is absent is unknown or the same as in the feed. All texts are plain Unicode. */
export interface Headline {
  readonly id: string;
  /** Title. */
  readonly t: string;
  /** Absolute URL of the article. */
  readonly u: string;
  /** Publication date in seconds since the Unix epoch. */
  readonly d: number;
  /** Summary in whole words. */
  readonly s?: string;
  /** Byline. */
  readonly b?: string;
  /** Picture: absolute URL, width and height in pixels. It decorates the title beside it, so its words stay behind (WCAG 2.2, 1.1.1). */
  readonly i?: readonly [url: string, width: number, height: number];
  /** BCP 47, where it is not the feed's. */
  readonly l?: string;
}
