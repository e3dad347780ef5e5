import { lookRules } from './contract/look-rules.ts';
import type { Options } from './contract/options.ts';
import frame from './frame.css';
import archive from './layouts/archive.css';
import cards from './layouts/cards.css';
import compact from './layouts/compact.css';
import grid from './layouts/grid.css';
import list from './layouts/list.css';
import ticker from './layouts/ticker.css';
import { lightnessBehind } from './theme.ts';

// Without a prototype: an attribute may say `constructor`.
const SHEETS = { __proto__: null, list, compact, archive: list + archive, ticker, cards, grid };

const LIGHTNESS = { light: 1, dark: 0 } as Readonly<Record<string, number | undefined | null>>;

/** The style sheet of the widget in this div. */
export function widgetCss(div: Element, options: Options): string {
  return (
    frame + lookRules(options, LIGHTNESS[options.theme] ?? lightnessBehind(div)) + (SHEETS[options.layout] ?? list)
  );
}
