/** What WordPress keeps of an iframe from an unknown provider (`wp_filter_oembed_result`). */
const KEPT = ['src', 'width', 'height', 'frameborder', 'marginwidth', 'marginheight', 'scrolling', 'title'];
const SECRET = 'a1B2c3D4e5';

/**
 * The HTML that WordPress makes from a provider's HTML, with a script like `wp-embed.js`. The script sends `ready` once, shows the iframe after its
 * first message, sets the reported height within bounds, and follows links to the iframe's own host.
 */
export function wordpressEmbed(html: string): string {
  const [, link = ''] = /<blockquote[^>]*>(<a href="[^"]*">[^<]*<\/a>)<\/blockquote>/.exec(html) ?? [];
  const [, given = ''] = /<iframe([^>]*)><\/iframe>/.exec(html) ?? [];
  const attributes = [...given.matchAll(/ (?<name>[a-z]+)="(?<value>[^"]*)"/g)]
    .filter(({ groups }) => KEPT.includes(groups?.name ?? ''))
    .map(({ groups: { name, value } = {} }) => ` ${name}="${name === 'src' ? `${value}#?secret=${SECRET}` : value}"`);
  return (
    `<blockquote class="wp-embedded-content" data-secret="${SECRET}">${link}</blockquote>` +
    `<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted"${attributes.join('')} ` +
    `data-secret="${SECRET}" style="position:absolute;clip:rect(1px,1px,1px,1px)"></iframe><script>${SCRIPT}</script>`
  );
}

/** Decodes an address in a page's head as `htmlspecialchars_decode` does for WordPress. It does not decode `&#x3D;`. */
export function decodeLikePhp(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#039;', "'")
    .replaceAll('&amp;', '&');
}

const SCRIPT = `
  addEventListener('message', ({ data, source }) => {
    if (!data || !data.secret || /[^a-z0-9]/i.test(data.secret)) return;
    for (const quote of document.querySelectorAll('blockquote[data-secret="' + data.secret + '"]')) quote.style.display = 'none';
    for (const frame of document.querySelectorAll('iframe[data-secret="' + data.secret + '"]')) {
      if (frame.contentWindow !== source) continue;
      frame.removeAttribute('style');
      if (data.message === 'height') frame.height = Math.min(Math.max(parseInt(data.value, 10), 200), 1000);
      if (data.message === 'link') {
        const to = new URL(data.value);
        const known = /^https?:$/.test(to.protocol) && to.host === new URL(frame.src).host;
        if (known && document.activeElement === frame) top.location.href = data.value;
      }
    }
  });
  document.addEventListener('DOMContentLoaded', () => {
    const frame = document.querySelector('iframe.wp-embedded-content');
    frame.contentWindow.postMessage({ message: 'ready', secret: frame.dataset.secret }, '*');
  });`;
