import type { Case } from '../case.ts';
import { archives } from './archives.ts';
import { basics } from './basics.ts';
import { colours } from './colours.ts';
import { directions } from './directions.ts';
import { frames } from './frames.ts';
import { hidden } from './hidden.ts';
import { keys } from './keys.ts';
import { snippets } from './snippets.ts';
import { widths } from './widths.ts';

/** All cases, under the headings of docs/browsers.md. */
export const CASES: Readonly<Record<string, readonly Case[]>> = {
  'First visits': basics,
  Snippets: snippets,
  'What the page hides': hidden,
  Colours: colours,
  Widths: widths,
  Keys: keys,
  Frames: frames,
  Archives: archives,
  Directions: directions,
};
