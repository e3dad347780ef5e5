import { MONTH, WEEKDAY } from '../calendar-words.ts';
import { isDate } from '../text-shape.ts';
import { AGENCIES } from './byline-words.ts';

/** A dateline, and the text after it. */
export interface TakenDateline {
  /** `JERUSALEM (Agency News)`, without the dash that follows it. */
  readonly dateline: string;
  /** The text after the dash; empty if the dateline is alone. */
  readonly rest: string;
}

/** In UTF-16 units; the second is for a place without an agency. */
const MAX_DATELINE_LENGTH = 120;
const MAX_PLACE_LENGTH = 60;
const HYPHEN = /^[-‐‑−]$/u;
const DASH = /--+|[-‐‑‒–—―−]|(?<=\) ?):/gu;

// Capitals before a dash that are not a place: newsroom labels and acronyms.
const NOT_A_PLACE =
  /^(?:ADVISORY|ALERT|ANALYSIS|BACKGROUND|BREAKING|COMMENT(?:ARY)?|CORRECT(?:ED|ION)|DEVELOPING|EDITORIAL|EXCLUSIVE|EXPLAINER|FACTBOX|FEATURE|FLASH|INTERVIEW|JUST IN|LIVE|NEWS|NOTE|OPINION|PHOTOS?|PODCAST|PRESS RELEASE|PROFILE|REPORT|REVIEW|SPECIAL|SUMMARY|UPDATED?|URGENT|VIDEO|WATCH|WORLD|COVID|ISIS|HAMAS|HEZBOLLAH|IDF|NATO|NGOS?|OPEC|PLO|UNESCO|UNHCR|UNICEF|UNIFIL|UNRWA|USAID|YMCA|THE(?! HAGUE))\b/u;
const NOT_AN_AGENCY =
  /^(?:photo|image|picture|video|file|credit|illustration|map|not|pictured|left|right|cent(?:er|re)|above|below|now|then|aged?)\b|:/iu;

const CAPITALS = String.raw`(?:(?:Mc|Mac)?\p{Lu}[\p{Lu}\p{M}.'’-]+|\p{Lu})`;
const SMALL_WORD = '(?:and|of|the|on|upon|sur|de|del|do|da|dos|du|la|le|las|los|el|al|an|am|im|i|y|e|et|und)';
/** `TEL AVIV`, `ST. PAUL`, `KAFR al-SHEIKH`, `RIO de JANEIRO`, `GAZA/CAIRO`. */
const PLACE_IN_CAPITALS = new RegExp(
  `^${CAPITALS}(?:(?: ?/ ?| )(?:${SMALL_WORD}[ -])?(?:[ae][a-z]-)?${CAPITALS}){0,4}$`,
  'u',
);
/** `Jerusalem`, `Kafr al-Sheikh`, `ירושלים`: a place only if an agency in parentheses follows. */
const PLACE = new RegExp(
  String.raw`^[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*(?:(?: ?/ ?| )(?:${SMALL_WORD}[ -])*(?:[ae][a-z]-)?[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*){0,4}$`,
  'u',
);
const REGION = new RegExp(
  String.raw`^[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*(?: (?:${SMALL_WORD}|[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*)){0,5}$`,
  'u',
);
const LOOSE_DATE = /^(?=.*\d)[\p{L}\d][\p{L}\p{M}\d./: -]{0,24}$/u;
const LEADING_DATE = new RegExp(
  `^(?:\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4}|(?:${WEEKDAY},? )?(?:\\d{1,2}\\.? ${MONTH} \\d{4}|${MONTH} \\d{1,2}, \\d{4})),? `,
  'iu',
);
/** `ARDUN--(BUSINESS WIRE)--` */
const BETWEEN_DASHES = /^(?<place>[^()]{2,60}?)--(?<agency>\([^()]{2,60}\))--/u;
/** `Rom (KNA) Eine Orgel …`, `Berlin (epd). Die Fähre …`: without a dash */
const WITHOUT_DASH =
  /^(?<place>(?!(?:A|An|The(?! Hague)) )[^()]{2,60}) \((?<agency>[^()]{2,20})\)\.? (?=["“„«]?\p{Lu})/u;
/** `CNA Newsroom, Nov 12, 2026 / 14:00 pm`, alone on its line */
const DATE_AND_TIME = new RegExp(
  `^(?<place>(?!The )[^,]{2,60}(?:, [^,\\d]{2,30})?), ${MONTH} \\d{1,2}, \\d{4} / \\d{1,2}:\\d\\d ?[ap]\\.?m\\.?$`,
  'iu',
);

/**
 * Splits a dateline off the body: a place in capitals, an agency in parentheses, or both, then a hyphen or dash with any spacing, or a
 * colon after both. `Jerusalem - the city …`, `BREAKING-NEWS` and `NATO – the alliance – said` are not datelines: a place needs capitals
 * or an agency, a single hyphen needs a space beside it, and the text after it does not begin in lower case. A dateline can be alone on its line.
 * `(Nov. 4, 2026 / Agency)` needs no dash.
 */
export function takeDateline(text: string): TakenDateline | undefined {
  const head = text.slice(0, MAX_DATELINE_LENGTH);
  const wired = takeWired(text, head);
  if (wired !== undefined) return wired;
  for (const { 0: dash, index } of head.matchAll(DASH)) {
    const after = text.slice(index + dash.length);
    const taken = { dateline: head.slice(0, index).trim().replace(/\)\.$/u, ')'), rest: after.trim() };
    const spaced = head[index - 1] === ' ' || /^(?:\s|$)/u.test(after);
    if (isDateline(taken, spaced, dash)) return taken;
  }
  return takeUndashed(text);
}

/** Takes the forms of single newswires. */
function takeWired(text: string, head: string): TakenDateline | undefined {
  const { place, agency } = BETWEEN_DASHES.exec(head)?.groups ?? {};
  if (place !== undefined && agency !== undefined && isPlaces(place, PLACE)) {
    const dateline = `${place}--${agency}`;
    return { dateline, rest: text.slice(dateline.length + 2).trim() };
  }
  const undashed = WITHOUT_DASH.exec(head)?.groups;
  if (undashed?.place !== undefined && isPlaces(undashed.place, PLACE) && isKnownAgency(undashed.agency ?? '')) {
    const dateline = `${undashed.place} (${undashed.agency})`;
    return { dateline, rest: text.slice(dateline.length).replace(/^\.? /u, '') };
  }
  const dated = DATE_AND_TIME.exec(text === head ? head : '')?.groups?.place;
  return dated !== undefined && isPlaces(dated, PLACE) ? { dateline: text, rest: '' } : undefined;
}

function isDateline({ dateline, rest }: TakenDateline, spaced: boolean, dash: string): boolean {
  const { place, agency } = splitAgency(dateline);
  const inCapitals = isPlaces(place, PLACE_IN_CAPITALS);
  if (agency !== undefined) {
    if (!isAgency(agency, inCapitals)) return false;
    if (inCapitals) return true;
    return dash !== ':' && !continuesSentence(rest) && (place === '' || isPlaces(place, PLACE));
  }
  if (!inCapitals || place.length < 3 || place.length > MAX_PLACE_LENGTH || NOT_A_PLACE.test(place)) return false;
  if (continuesSentence(rest) || (!spaced && HYPHEN.test(dash))) return false;
  // A text in capitals does not mark a place, and `PARIS–DAKAR RALLY` is one name.
  return !/^\p{Lu}{2,} \p{Lu}+\b/u.test(rest) && (spaced || !/^\p{Lu}{2}/u.test(rest));
}

/** `JERUSALEM (Agency)` alone, `JERUSALEM, Nov. 3` alone, or `(Nov. 4, 2026 / Agency)` before the text. */
function takeUndashed(text: string): TakenDateline | undefined {
  const dated = /^\(([^()/]{4,40}) ?\/ ?[^()]{2,40}\)/u.exec(text);
  if (dated?.[1] !== undefined && isDate(dated[1].trim())) {
    return { dateline: dated[0], rest: text.slice(dated[0].length).replace(/^[.:]? ?/u, '') };
  }
  if (text.length > MAX_DATELINE_LENGTH) return undefined;
  const dateline = text.replace(/:$/u, '');
  const { place, agency } = splitAgency(dateline);
  if (!isPlaces(place, PLACE_IN_CAPITALS)) return undefined;
  const stands = agency === undefined ? /\d/u.test(place) : isAgency(agency, true);
  return stands ? { dateline, rest: '' } : undefined;
}

function splitAgency(dateline: string): { place: string; agency?: string } {
  const slashed = /^(?<place>[^()/]*) \/(?<agency>[^()/]{2,40})\/$/u.exec(dateline)?.groups;
  if (slashed?.agency !== undefined) return { place: slashed.place ?? '', agency: slashed.agency };
  const parts = /^(?<place>[^()]*)\((?<agency>[^()]{2,60})\)(?<date>,? [^()]{3,24})?$/u.exec(dateline)?.groups;
  if (parts?.agency === undefined) return { place: dateline };
  const date = parts.date?.replace(/^,? /u, '');
  if (date !== undefined && !LOOSE_DATE.test(date)) return { place: dateline };
  return { place: (parts.place ?? '').trim().replace(/,$/u, ''), agency: parts.agency.trim() };
}

/** Whether a text is a place, perhaps with regions and a date after commas: `NASHVILLE, Tenn., Nov. 3`. */
function isPlaces(text: string, shape: RegExp): boolean {
  const [place = '', ...regions] = text.replace(LEADING_DATE, '').split(/, ?/u);
  return (
    shape.test(place) &&
    /\p{L}{2}/u.test(place) &&
    regions.every((region) => REGION.test(region) || LOOSE_DATE.test(region))
  );
}

function isKnownAgency(agency: string): boolean {
  return AGENCIES.has(agency.toLowerCase().replace(/\/\p{Ll}{2,4}$/u, ''));
}

/** An unknown agency in lower case needs a place in capitals. */
function isAgency(agency: string, inCapitals: boolean): boolean {
  if (!/\p{L}{2}/u.test(agency) || NOT_AN_AGENCY.test(agency)) return false;
  return /^[\p{Lu}\p{Lo}\d]/u.test(agency) || isKnownAgency(agency) || (inCapitals && /^\p{Ll}{2,6}$/u.test(agency));
}

/** Whether the text continues a sentence. A name such as `al-Aqsa` begins one. */
function continuesSentence(rest: string): boolean {
  return /^\p{Ll}/u.test(rest) && !/^(?:[ae][a-z]|ibn|bin)[-‑ ]\p{Lu}/u.test(rest);
}
