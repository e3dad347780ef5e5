/** The number of headlines in each widget. */
export const COUNTS = `all('div.tidings').map((div) => div.shadowRoot?.querySelectorAll('section li a').length ?? 0)`;

/** Whether the text of a headline is light or dark, in each widget. */
export const TEXTS = `all('div.tidings').map((div) => div.shadowRoot?.querySelector('li a')).map((link) =>
  link && (/\\d+/.exec(getComputedStyle(link).color)[0] > 127 ? 'light' : 'dark'))`;

/** Whether nothing is wider than the window. */
export const FITS = 'document.documentElement.scrollWidth <= document.documentElement.clientWidth';

/** The requests for headlines as JSON. */
export const JSON_REQUESTS = `performance.getEntriesByType('resource').filter(({ name }) => /\\.json/.test(name)).length`;
