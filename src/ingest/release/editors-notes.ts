import { endsSentence, startsLowerCase } from '../text-shape.ts';
import type { Line } from './read-lines.ts';

/** `Editor's note: …`, `EDITORS: …`, `Eds: …`, `Nota del editor: …`. A colon follows the label. */
const LABEL =
  /^[([*_ ]*(?:editor(?:['’]s|s['’]?)? notes?|note from the editors?|editors|eds|nota (?:del editor|de la (?:editora|redacción))|anm(?:\.|erkung) (?:der|d\.) red(?:\.|aktion)|note de (?:la rédaction|l['’]éditeur))[*_]* ?: ?(?=\S)/iu;
/** `(Adds comment by harbour master, paragraph 2)`, as newswires write above the text. */
const UPDATE =
  /^\((?:adds|changes|clarifies|corrects|fixes|recasts|removes|repeats|updates|writes through)\b[^()]*\)$/iu;
/** `EDITOR: …` and `Note to editors: …`: notes above the text only, since an editor can speak in an interview. */
const HEAD_LABEL = /^[([*_ ]*(?:notes? to )?editors?[*_]* ?: ?(?=\S)/iu;
/** `Correction: The choir has 12 members.` above the text; without a full stop it is a headline. */
const CORRECTION =
  /^[([*_ ]*(?:corrections?|clarification|berichtigung|korrektur|corrección|rectificatif)[*_]* ?: ?(?=\S)/iu;
const MAX_HEAD_LINE = 15;
/** A note has at most as many lines. */
const MAX_LINES = 12;

/** Takes notes of editors out of the text, wherever they are. A note ends at a blank line or at the end of a sentence that fills no line. */
export function takeEditorsNotes(lines: readonly Line[]): {
  readonly note: string | undefined;
  readonly removed: readonly Line[];
  readonly rest: readonly Line[];
} {
  const removed: Line[] = [];
  const rest: Line[] = [];
  const notes: string[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined) break;
    const isHead = index < MAX_HEAD_LINE;
    const isUpdate = isHead && UPDATE.test(line.text);
    const isCorrection = isHead && isCorrectionNote(lines.slice(index, findEnd(lines, index)));
    if (!isUpdate && !isCorrection && !LABEL.test(line.text) && !(isHead && HEAD_LABEL.test(line.text))) {
      rest.push(line);
      continue;
    }
    const end = isUpdate ? index + 1 : findEnd(lines, index);
    const taken = lines.slice(index, end);
    removed.push(...taken);
    notes.push(toNote(taken.map(({ text }) => text).join(' ')));
    index = end - 1;
  }
  return { note: notes.length === 0 ? undefined : notes.join('\n'), removed, rest };
}

/** A wrapped line continues in lower case, so that a headline does not take the text below it away. */
function isCorrectionNote(lines: readonly Line[]): boolean {
  return (
    CORRECTION.test(lines[0]?.text ?? '') &&
    endsSentence(lines.at(-1)?.text ?? '') &&
    lines.slice(1).every(({ text }) => startsLowerCase(text))
  );
}

function findEnd(lines: readonly Line[], start: number): number {
  let end = start + 1;
  while (
    end < start + MAX_LINES &&
    (lines[end]?.text ?? '') !== '' &&
    !endsSentence(toNote(lines[end - 1]?.text ?? ''))
  ) {
    end += 1;
  }
  return end;
}

function toNote(text: string): string {
  const bare = text.replace(LABEL, '').replace(HEAD_LABEL, '');
  const closed = bare.replace(/[*_ ]+$/u, '');
  return /^[([*_ ]*[([]/u.test(text) ? closed.replace(/^[([]|[)\]]$/gu, '') : closed;
}
