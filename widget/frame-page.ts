import type { Headline, Labels } from './contract/headlines.ts';
import { formatDate } from './format-date.ts';

// The script of `/embed/{feed}`, which works without it too. It sends its height to the page around it, in the format of WordPress's `wp-embed.js`,
// and writes relative dates.

const REFRESH_MS = 15 * 60_000;
/** An iframe narrower than this is closed, or still opening. */
const MIN_WIDTH_PX = 100;

const { dataset } = document.documentElement;
const section = document.querySelector('section') as HTMLElement;
/** WordPress identifies an iframe by this part of its address, and may add it late. */
const secret = () => /secret=(\w+)/.exec(location.hash)?.[1];
const send = (message: string, value: string | number) => parent.postMessage({ message, value, secret: secret() }, '*');

const sendHeight = () => {
  // In a tab or a panel that is closed, each letter would be a line.
  if (innerWidth < MIN_WIDTH_PX) return;
  const { top, height: sectionHeight } = section.getBoundingClientRect();
  // As much space below the section as above it.
  const height = Math.ceil(sectionHeight + 2 * (top + scrollY));
  send('height', height);
  // For `amp-iframe` with `resizable`.
  parent.postMessage({ sentinel: 'amp', type: 'embed-size', height }, '*');
};

// At once: WordPress hides the iframe until it has a height, and a `ResizeObserver` reports nothing in a hidden iframe.
sendHeight();
new ResizeObserver(sendHeight).observe(section);
addEventListener('hashchange', sendHeight);
addEventListener('message', ({ source, data }) => {
  if (source === parent && data?.message === 'ready') sendHeight();
});

// A site builder's iframe around this one: its sandbox blocks links that replace the builder's page.
if (dataset.newTab && parent !== top && !secret()) {
  for (const link of document.links) {
    link.target = '_blank';
    link.setAttribute('aria-label', `${link.textContent} (${dataset.newTab})`);
  }
}

addEventListener('click', (event) => {
  const link = (event.target as Element).closest('a');
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (secret()) {
    // WordPress's sandbox blocks links. Its page opens a link to the iframe's own host if a message with the secret asks for it.
    event.preventDefault();
    send('link', new URL(link.dataset.here ?? link.href, location.href).href);
  } else if (link.target !== '_blank' && dataset.newTab) {
    event.preventDefault();
    if (!openAround(link.href)) open(link.href, '_blank', 'noopener');
  }
});

/** Replaces the page around the iframe, unless a sandbox forbids it. Then Firefox throws, and others return no window. Nothing else tells. */
function openAround(url: string): Window | null {
  try {
    return open(url, '_top');
  } catch {
    return null;
  }
}

addEventListener('error', ({ target }) => target instanceof HTMLImageElement && target.remove(), true);

if (dataset.words) {
  const words: Labels = JSON.parse(dataset.words);
  for (const time of document.querySelectorAll('time')) {
    const shown = { d: Date.parse(time.dateTime) / 1000, m: time.textContent } as Headline;
    time.textContent = formatDate(shown, words, true, Date.now() / 1000) ?? '';
  }
}
if (dataset.refresh) {
  setInterval(() => {
    if (!document.hidden && !document.hasFocus()) location.reload();
  }, REFRESH_MS);
}
