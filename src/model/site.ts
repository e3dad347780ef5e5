export interface Site {
  readonly name: string;
  /** Absolute http(s) URL without a trailing slash. */
  readonly publicUrl: string;
}
