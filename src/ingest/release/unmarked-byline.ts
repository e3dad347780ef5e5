import type { Author } from '../../model/article.ts';
import { MAX_BYLINE_LENGTH } from './byline.ts';
import { endsWithRole, isPerson } from './byline-names.ts';
import { AGENCIES, NOT_NAMES, SENTENCE_WORDS } from './byline-words.ts';

/** Credits without `by`: `Staff reports`, `From wire reports`, `FROM STAFF AND WIRE REPORTS`. */
const REPORTS =
  /^(?:from |by )?(?<name>(?:the )?(?:(?:combined|local|our|staff|wire|wires|agency|news service)(?:, | and | & |\/| )){1,4}(?:reports?|services?|dispatches|sources|agencies|writers?))$/iu;
const NAME_AND_ROLE = /^(?<name>[^,()|]{3,60}?)(?:, | \| | [–—-] | \()(?<role>[^,()|]{3,60})\)?$/u;

/**
 * Parses a byline without `by`: `Jane Doe, Staff Writer`, `Jane Doe (Religion Correspondent)`, `Staff reports`, `Associated Press`, and
 * `JANE DOE` above her agency or role. The caller knows whether a line can be a byline.
 */
export function parseUnmarkedByline(line: string): readonly Author[] | undefined {
  if (line.length > MAX_BYLINE_LENGTH) return undefined;
  const reports = REPORTS.exec(line)?.groups?.name;
  if (reports !== undefined) return [{ name: reports, kind: 'organization' }];
  const { name, role } = NAME_AND_ROLE.exec(line)?.groups ?? {};
  if (name !== undefined && role !== undefined) {
    const words = role.toLowerCase().split(' ');
    const isPersonal = isPerson(name, false) || isPerson(name, !/\p{Ll}/u.test(name));
    return isPersonal &&
      words.length <= 5 &&
      !words.some((word) => NOT_NAMES.has(word) || SENTENCE_WORDS.has(word)) &&
      endsWithRole(role)
      ? [{ name, role }]
      : undefined;
  }
  return AGENCIES.has(line.toLowerCase()) || /^(?:the )?associated press$|^agence[ -]france[ -]presse$/iu.test(line)
    ? [{ name: line, kind: 'organization' }]
    : undefined;
}

/** Whether a line is a name in capitals, such as `JANE DOE`. */
export function isNameInCapitals(line: string): boolean {
  return line.length <= 40 && !/\p{Ll}/u.test(line) && isPerson(line, true) && line.split(' ').length <= 4;
}
