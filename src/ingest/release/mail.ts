import { omitUndefined } from '../../model/omit-undefined.ts';
import type { Line } from './read-lines.ts';

/** The header of a mail, and the lines after it. */
export interface MailHeader {
  /** The subject without `Fwd:`, `Re:` and a list's `[name]`. */
  readonly subject?: string;
  readonly rest: readonly Line[];
}

const FIELD =
  /^((?:from|to|cc|bcc|subject|date|sent|sender|reply-to|importance|priority|received|organi[sz]ation|user-agent|errors-to|precedence)|(?:x|list|arc|dkim|content|resent|authentication|mime|return|delivered|message|in-reply|thread|feedback|received)-[a-z-]+|references): ?(.*)$/iu;
const FORWARD = /^(?:[-_ ]*(?:forwarded|original) message[-_ ]*|begin forwarded message:)$/iu;
const SUBJECT_PREFIX = /^(?:(?:re|fwd?|aw|wg|tr|rv): ?|\[[^\]]{1,60}\] ?)+/iu;
const ENCODED_WORD = /=\?[^? ]+\?[bq]\?[^? ]*\?=/iu;

/**
 * Removes the mail header fields (RFC 5322) at the top, also those of a forwarded message. Only known fields are read: a headline such as
 * `Gaza: three churches reopen` is not a field.
 */
export function readMailHeader(lines: readonly Line[]): MailHeader {
  let subject: string | undefined;
  let index = skipBlank(lines, 0);
  let end = index;
  let unfolded = '';

  const close = () => {
    const field = FIELD.exec(unfolded);
    const name = field?.[1]?.toLowerCase();
    const value = field?.[2] ?? '';
    // The innermost message is the agency's.
    if (name === 'subject') subject = parseSubject(value) ?? subject;
    unfolded = '';
  };

  for (let line = lines[index]; line !== undefined; index += 1, line = lines[index]) {
    if (FIELD.test(line.text)) {
      close();
      unfolded = line.text;
    } else if (unfolded !== '' && line.text !== '' && line.indent > 0) {
      unfolded += ` ${line.text}`;
    } else if (FORWARD.test(line.text)) {
      close();
      index = skipBlank(lines, index + 1) - 1;
    } else {
      close();
      const next = skipBlank(lines, index);
      const after = lines[next];
      if (line.text !== '' || after === undefined || !FORWARD.test(after.text)) break;
      index = next - 1;
      continue;
    }
    end = index + 1;
  }
  close();
  return omitUndefined({ subject, rest: lines.slice(end) });
}

function skipBlank(lines: readonly Line[], from: number): number {
  let index = from;
  while (lines[index]?.text === '') index += 1;
  return index;
}

function parseSubject(value: string): string | undefined {
  const subject = value.replace(SUBJECT_PREFIX, '').trim();
  // Readers must not see an encoded word (RFC 2047).
  return subject === '' || ENCODED_WORD.test(subject) ? undefined : subject;
}
