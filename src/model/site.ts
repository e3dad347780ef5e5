export interface Site {
  readonly name: string;
  /** How readers reach the newsroom: a `mailto:` or https URL. */
  readonly contact?: string;
  /** Absolute http(s) URL without a trailing slash. */
  readonly publicUrl: string;
  /** The IANA time zone of dates on pages; by default UTC. Documents are always in UTC. */
  readonly timeZone?: string;
}
