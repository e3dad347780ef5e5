import archive from '../archive/archive.css';
import article from '../archive/article.css';
import ticker from '../layouts/ticker.css';

const SHEETS = { archive, article, ticker };

/** Adds a style sheet to a shadow root. No Content-Security-Policy forbids an adopted one. */
export function addStyles(root: ShadowRoot, name: keyof typeof SHEETS): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SHEETS[name]);
  root.adoptedStyleSheets.push(sheet);
}
