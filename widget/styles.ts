import { lookRules } from './contract/look-rules.ts';
import type { Options } from './contract/options.ts';
import frame from './frame.css';
import archive from './layouts/archive.css';
import cards from './layouts/cards.css';
import compact from './layouts/compact.css';
import grid from './layouts/grid.css';
import list from './layouts/list.css';
import ticker from './layouts/ticker-link.css';
import { lightnessBehind } from './theme.ts';

const SHEETS: Readonly<Record<Options['layout'], string>> = {
  list,
  compact,
  archive: list + archive,
  ticker,
  cards,
  grid,
};

/** The style sheet of the widget in this div. */
export function widgetCss(div: Element, options: Options): string {
  const behind = options.theme === 'auto' ? lightnessBehind(div) : Number(options.theme === 'light');
  return frame + lookRules(options, behind) + SHEETS[options.layout];
}
