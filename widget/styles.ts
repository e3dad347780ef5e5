import { layoutRules } from './contract/layout-rules.ts';
import type { Options } from './contract/options.ts';
import frameCss from './frame.css';
import cards from './layouts/cards.css';
import compact from './layouts/compact.css';
import grid from './layouts/grid.css';
import list from './layouts/list.css';
import ticker from './layouts/ticker.css';

/** The archive begins as the list that it pages. */
const LAYOUTS = { list, compact, cards, grid, ticker, archive: list };

/**
 * Gives a shadow root its style sheet, and a function that writes it anew. An adopted sheet needs no permission of a `style-src` (CSP
 * governs what is parsed from markup); where the browser has none (Safari before 16.4) a style element does.
 */
export function openStyles(root: ShadowRoot): (options: Options, theme: string) => void {
  const replace = openSheet(root);
  let written: string;
  return (options, theme) => {
    const css = frameCss + LAYOUTS[options.layout] + layoutRules(options) + theme;
    if (css !== written) replace(css);
    written = css;
  };
}

function openSheet(root: ShadowRoot): (css: string) => void {
  try {
    const sheet = new CSSStyleSheet();
    root.adoptedStyleSheets = [sheet];
    return (css) => sheet.replaceSync(css);
  } catch {
    const style = document.createElement('style');
    root.append(style);
    return (css) => {
      style.textContent = css;
    };
  }
}
