/** Adds a style sheet to a shadow root. No Content-Security-Policy forbids an adopted one. */
export function addStyles(root: ShadowRoot, css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
}
