import type { Tag } from './parse-tags.ts';

/**
 * What may keep visitors from the headlines in an element: it is hidden, it opens with a click, it takes no clicks, or screen readers pass over it.
 * Attributes and inline styles tell; style sheets are not read.
 */
export type Place = 'hidden' | 'closed' | 'inert' | 'unread';

const MAX_STYLE_LENGTH = 2000;
const HIDING =
  /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden|opacity\s*:\s*0?(?:\.0+)?\s*(?:%|!|;|$)|(?:max-)?height\s*:\s*0(?:px)?\s*(?:!|;|$)|(?:left|top|text-indent)\s*:\s*-\d{4,})/i;

/** Elements that end without an end tag, where this reader does not see it. */
const ENDS_BY_ITSELF: ReadonlySet<string> = new Set(['p', 'li', 'dt', 'dd', 'td', 'th', 'tr', 'option']);

export function placeOf({ name, attributes }: Tag): Place | undefined {
  if (ENDS_BY_ITSELF.has(name)) return undefined;
  if (name === 'details' || name === 'dialog') return attributes.has('open') ? undefined : 'closed';
  if (attributes.has('popover')) return 'closed';
  if (attributes.has('hidden') || HIDING.test((attributes.get('style') ?? '').slice(0, MAX_STYLE_LENGTH)))
    return 'hidden';
  if (attributes.has('inert')) return 'inert';
  return attributes.get('aria-hidden')?.trim().toLowerCase() === 'true' ? 'unread' : undefined;
}
