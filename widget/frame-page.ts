import type { Headline, Labels } from './contract/headlines.ts';
import { formatDate } from './format-date.ts';

// The script of `/embed/{feed}`: the page stands without it. It tells the page around it how high it would like to be, as WordPress's embeds do (their
// `wp-embed.js` on the other side), and dates the headlines as the visitor's clock says.

const REFRESH_MS = 15 * 60_000;

const { dataset } = document.documentElement;
const section = document.querySelector('section') as HTMLElement;
/** Names this frame among those of its page. WordPress adds it to the address, and may do so late. */
const secret = () => /secret=(\w+)/.exec(location.hash)?.[1];
const tell = (message: string, value: string | number) => parent.postMessage({ message, value, secret: secret() }, '*');

const tellHeight = () => {
  const { top, height } = section.getBoundingClientRect();
  // What is above the section is below it too.
  tell('height', Math.ceil(height + 2 * (top + scrollY)));
};

// At once: WordPress hides the frame until it has spoken, and of a hidden frame browsers observe nothing.
tellHeight();
new ResizeObserver(tellHeight).observe(section);
addEventListener('hashchange', tellHeight);
addEventListener('message', ({ source, data }) => {
  if (source === parent && data?.message === 'ready') tellHeight();
});

// WordPress's sandbox lets no link leave the frame. Its page follows one to the frame's own host, when it is asked by the frame's secret.
addEventListener('click', (event) => {
  const link = (event.target as Element).closest('a');
  if (!link || !secret() || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  tell('link', new URL(link.dataset.here ?? link.href, location.href).href);
});

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
