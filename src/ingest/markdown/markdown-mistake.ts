/** What is wrong in the text of a Markdown file. */
export interface MarkdownMistake {
  /** Of the text, counted from 0. */
  readonly line: number;
  readonly expected: string;
  readonly got: string;
}
