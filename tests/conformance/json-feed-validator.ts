import { isLanguageTag, isMediaType, isRfc3339, isUri, isWebUrl } from './value-checks.ts';

/** Violations with their path: `items[2].id: required`. Empty for a valid document. */
export type Violations = readonly string[];

type Check = (value: unknown, path: string) => Violations;
interface Member {
  readonly required?: boolean;
  readonly check: Check;
}
type Members = Readonly<Record<string, Member>>;

/**
 * Checks a document against JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), strictly: also what the specification
 * only recommends of a public feed, and no member that it does not know except extensions.
 */
export function validateJsonFeed(text: string): Violations {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return [`no JSON: ${String(error)}`];
  }
  const violations = [...object(FEED)(value, 'feed')];
  if (!isRecord(value)) return violations;
  if (Object.keys(value)[0] !== 'version') violations.push('feed.version: should stand at the very top');
  if (value.next_url !== undefined && value.next_url === value.feed_url) {
    violations.push('feed.next_url: must not be feed_url');
  }
  const ids = Array.isArray(value.items) ? value.items.map((item: unknown) => isRecord(item) && item.id) : [];
  if (new Set(ids).size !== ids.length) violations.push('feed.items: two items have the same id');
  return violations;
}

const string: Check = (value, path) => (typeof value === 'string' ? [] : [`${path}: not a string`]);
const filled: Check = (value, path) =>
  typeof value === 'string' && value.trim() !== '' ? [] : [`${path}: not a string with something in it`];
const boolean: Check = (value, path) => (typeof value === 'boolean' ? [] : [`${path}: not a boolean`]);
const amount: Check = (value, path) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? [] : [`${path}: not a number of 0 or more`];

function stringOf(what: string, holds: (text: string) => boolean): Check {
  return (value, path) => (typeof value === 'string' && holds(value) ? [] : [`${path}: not ${what}`]);
}

const url = stringOf('an absolute http(s) URL', isWebUrl);
const uri = stringOf('an absolute URI', isUri);
const date = stringOf('an RFC 3339 date', isRfc3339);
const language = stringOf('a language tag', isLanguageTag);
const mediaType = stringOf('a media type', isMediaType);

function listOf(check: Check, least = 0): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return [`${path}: not an array`];
    const each = value.flatMap((entry: unknown, index) => check(entry, `${path}[${index}]`));
    return value.length < least ? [`${path}: fewer than ${least}`, ...each] : each;
  };
}

function object(members: Members): Check {
  return (value, path) => {
    if (!isRecord(value)) return [`${path}: not an object`];
    const missing = Object.entries(members)
      .filter(([name, member]) => member.required === true && value[name] === undefined)
      .map(([name]) => `${path}.${name}: required`);
    const wrong = Object.entries(value).flatMap(([name, member]) => {
      const place = `${path}.${name}`;
      if (name.startsWith('_')) return extension(name, member, place);
      const known = Object.hasOwn(members, name) ? members[name] : undefined;
      return known === undefined ? [`${place}: unknown to the specification`] : known.check(member, place);
    });
    return [...missing, ...wrong];
  };
}

/** An object whose name begins with `_` and a letter. Names in it must not contain a full stop. */
function extension(name: string, value: unknown, path: string): Violations {
  if (!/^_[A-Za-z][^.]*$/.test(name)) return [`${path}: no name for an extension`];
  if (!isRecord(value)) return [`${path}: an extension is an object`];
  return Object.keys(value)
    .filter((member) => member.includes('.') || member.startsWith('_'))
    .map((member) => `${path}.${member}: no name for a member`);
}

const authorMembers = object({ name: { check: filled }, url: { check: uri }, avatar: { check: url } });
const author: Check = (value, path) => {
  const empty = isRecord(value) && !['name', 'url', 'avatar'].some((member) => value[member] !== undefined);
  return empty ? [`${path}: needs a name, url or avatar`] : authorMembers(value, path);
};

const attachment = object({
  url: { required: true, check: url },
  mime_type: { required: true, check: mediaType },
  title: { check: filled },
  size_in_bytes: { check: amount },
  duration_in_seconds: { check: amount },
});

const itemMembers = object({
  id: { required: true, check: filled },
  url: { check: url },
  external_url: { check: url },
  title: { check: filled },
  content_html: { check: filled },
  content_text: { check: filled },
  summary: { check: filled },
  image: { check: url },
  banner_image: { check: url },
  date_published: { check: date },
  date_modified: { check: date },
  authors: { check: listOf(author, 1) },
  tags: { check: listOf(filled) },
  language: { check: language },
  attachments: { check: listOf(attachment) },
});
const item: Check = (value, path) => {
  const hasContent = isRecord(value) && (value.content_html !== undefined || value.content_text !== undefined);
  return [...itemMembers(value, path), ...(hasContent ? [] : [`${path}: needs content_html or content_text`])];
};

const FEED: Members = {
  version: { required: true, check: stringOf('version 1.1', (text) => text === 'https://jsonfeed.org/version/1.1') },
  title: { required: true, check: filled },
  home_page_url: { required: true, check: url },
  feed_url: { required: true, check: url },
  description: { check: filled },
  user_comment: { check: string },
  next_url: { check: url },
  icon: { check: url },
  favicon: { check: url },
  authors: { check: listOf(author, 1) },
  language: { check: language },
  expired: { check: boolean },
  hubs: { check: listOf(object({ type: { required: true, check: filled }, url: { required: true, check: url } })) },
  items: { required: true, check: listOf(item) },
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
