import { addStyles } from './add-styles.ts';
import { keepEvents } from './keep-events.ts';

/** Shows the section as a ticker, in place of the link. */
export function openTicker(section: HTMLElement): void {
  const root = section.getRootNode() as ShadowRoot;
  keepEvents(root);
  // The first style sheet is the widget's. If new headlines were drawn, the ticker's is there already.
  if (!root.adoptedStyleSheets[1]) addStyles(root, 'ticker');
}
