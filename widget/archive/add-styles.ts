/** Adds a style sheet to a shadow root. An adopted one needs no permission of a `style-src`; where there are none, there is no widget. */
export function addStyles(root: ShadowRoot, css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
