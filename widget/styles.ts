import { layoutRules } from './contract/layout-rules.ts';
import type { Options } from './contract/options.ts';
import frameCss from './frame.css';
import archive from './layouts/archive.css';
import cards from './layouts/cards.css';
import compact from './layouts/compact.css';
import grid from './layouts/grid.css';
import list from './layouts/list.css';
import ticker from './layouts/ticker.css';

// Without a prototype: an attribute may say `constructor`.
const SHEETS = { __proto__: null, frameCss, list, compact, cards, grid, ticker, archive: list + archive };

/** The style sheet of a widget, with the rule that `themeRule` gives. */
export function widgetCss(options: Options, theme: string): string {
  return SHEETS.frameCss + layoutRules(options) + theme + (SHEETS[options.layout] ?? SHEETS.list);
}
