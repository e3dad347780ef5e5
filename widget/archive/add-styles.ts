import archive from './archive.css';
import article from './article.css';

const SHEETS = { archive, article };

/** Adds a style sheet to a shadow root. No Content-Security-Policy forbids an adopted one. */
export function addStyles(root: ShadowRoot, name: keyof typeof SHEETS): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SHEETS[name]);
  root.adoptedStyleSheets.push(sheet);
}
