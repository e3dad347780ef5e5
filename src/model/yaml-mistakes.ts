import { omitUndefined } from './omit-undefined.ts';
import { type Problem, showValue } from './problem.ts';

/** What is wrong in a line of YAML, and the line as it should be written, where that is certain. */
export interface YamlMistake extends Pick<Problem, 'field' | 'expected' | 'got'> {
  /** Counted from 0. */
  readonly index: number;
  readonly mended?: string;
}

/** A line of YAML. Columns are counted from 0. */
interface YamlLine {
  readonly indent: string;
  /** `- `, for an item of a list. */
  readonly dashes: string;
  readonly key?: string;
  /** All before the value. */
  readonly start: string;
  readonly value: string;
}

interface Level {
  readonly column: number;
  readonly key?: string;
}

const LINE =
  /^(?<indent>\s*)(?<dashes>(?:-(?: +|$))*)(?:(?<quote>["']?)(?<key>[^\s:"'#[\]{},]+(?: +[^\s:"'#[\]{},]+)*)\k<quote> *:(?: +|$))?(?<value>.*)$/u;
const NO_SPACE = /^(?<start>\s*(?:- +)*[\p{L}_][\p{L}\p{N}_-]* *)(?<colon>[:：]\s*)(?<value>(?!\/\/)\S.*)$/u;
const HYPHEN = /^(?<indent>\s*)(?:(?<hyphen>-)(?!-)|(?<other>[–—•])\s*)(?<value>\S.*)$/u;
const SMART = /^[“”„‟«»‘’‚‛](?<text>.*)[“”„‟«»‘’‚‛]$/u;
/** A text that begins so is no text in YAML. */
const SPECIAL = /^[@`%*&!|>[\]{},'"#]|^[?:-](?: |$)/;
const QUOTED = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(?:#.*)?$/;
const BAD_ESCAPE = /\\(?![0abtnvfre "/\\N_LPxuU])/;
const BLOCK_TEXT = /^[|>][-+\d]*\s*(?:#.*)?$/;
const HASHTAG = /(?:^|\s)#[\p{L}\p{N}]/u;
const MAX_SHOWN = 200;

/**
 * Explains an error that a parser of YAML found at a line: the first mistake in the text that editors make. The parser often notices an open
 * quotation mark or a wrong indentation only later.
 */
export function explainYamlError(lines: readonly string[], errorIndex: number): YamlMistake {
  return findFirstMistake(lines, 0, lines.length - 1) ?? explainLine(lines, errorIndex);
}

/** Explains a line of which YAML loses a part. */
export function explainLostText(lines: readonly string[], index: number): YamlMistake {
  const line = parseLine(lines[index] ?? '');
  const isItem = line.start.trim() === '' && !HASHTAG.test(line.value);
  return (
    findFirstMistake(lines, index, index) ??
    (isItem ? missingHyphen(index, line) : { index, expected: 'quotation marks around the text', got: 'none' })
  );
}

function explainLine(lines: readonly string[], index: number): YamlMistake {
  return {
    index,
    expected: 'a field, a colon, a space and its value, such as title: Pope in Rome',
    got: show(lines[index] ?? ''),
  };
}

function findFirstMistake(lines: readonly string[], first: number, last: number): YamlMistake | undefined {
  let levels: readonly Level[] = [];
  let previous: YamlLine | undefined;
  for (let index = 0; index <= last; index += 1) {
    const text = lines[index] ?? '';
    if (text.trim() === '' || text.trim().startsWith('#')) continue;
    const line = parseLine(text);
    if (index >= first) {
      const misplaced = findIndentMistake(index, line, previous, levels);
      if (misplaced !== undefined) return { ...omitUndefined({ field: line.key }), ...misplaced };
      const isBesideItem = levels.some(({ column, key }) => key === undefined && column === line.indent.length);
      const isText = line.key === undefined && line.dashes === '';
      const wrong =
        findLineMistake(lines, index, line) ?? (isBesideItem && isText ? missingHyphen(index, line) : undefined);
      if (wrong !== undefined) return { ...omitUndefined({ field: findField(levels, line) }), ...wrong };
    }
    levels = openLevels(levels, line);
    previous = line;
    index = findEnd(lines, index, line);
  }
  return undefined;
}

/** A text as YAML reads it back: `"Pope: a visit"`, `'"Pope" in Rome'`. */
function quote(text: string): string {
  return /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}

function parseLine(text: string): YamlLine {
  const { indent = '', dashes = '', key, value = '' } = LINE.exec(text)?.groups ?? {};
  return {
    indent,
    dashes,
    ...omitUndefined({ key }),
    start: text.slice(0, text.length - value.length),
    value: value.trim(),
  };
}

function findIndentMistake(
  index: number,
  line: YamlLine,
  previous: YamlLine | undefined,
  levels: readonly Level[],
): YamlMistake | undefined {
  const { indent, dashes, key, start, value } = line;
  const other = /[^ ]/.exec(indent)?.[0];
  if (other !== undefined) {
    const mended = indent.replaceAll('\t', '  ').replace(/\s/g, ' ') + start.slice(indent.length) + value;
    const got = other === '\t' ? 'a tab' : 'another kind of space';
    return { index, expected: 'spaces at the beginning of the line', got, mended };
  }
  if (dashes === '' && key === undefined) return undefined;
  const column = indent.length;
  const move = (to: number): YamlMistake => ({
    index,
    expected: `${to === 0 ? 'no spaces' : to === 1 ? '1 space' : `${to} spaces`} at the beginning of the line`,
    got: column === 0 ? 'none' : `${column}`,
    mended: ' '.repeat(to) + start.slice(column) + value,
  });
  const top = levels.at(-1);
  if (top === undefined) return column === 0 ? undefined : move(0);
  const isContinued = previous !== undefined && previous.value !== '' && !previous.value.startsWith('#');
  const depth = levels.findIndex((level) => level.column >= column);
  if (depth === -1) {
    if (!isContinued || column === top.column) return undefined;
    if (key?.includes(' ') === true) {
      return { index, expected: 'quotation marks around the text', got: 'a text with a colon, without them' };
    }
    return move(findColumn(levels, dashes !== ''));
  }
  const level = levels[depth];
  return level === undefined || level.column === column ? undefined : move(level.column);
}

/** The column of the line above: of its hyphen, for an item of a list. */
function findColumn(levels: readonly Level[], isItem: boolean): number {
  return levels.findLast(({ key }) => !isItem || key === undefined)?.column ?? 0;
}

function openLevels(levels: readonly Level[], { indent, dashes, key }: YamlLine): readonly Level[] {
  const kept = levels.filter(
    ({ column, key: parent }) =>
      // The items of a list may begin at the column of its field.
      column < indent.length || (column === indent.length && dashes !== '' && parent !== undefined),
  );
  const items = [...dashes.matchAll(/-/g)].map((match) => ({ column: indent.length + match.index }));
  const field = key === undefined ? [] : [{ column: indent.length + dashes.length, key }];
  return [...kept, ...items, ...field];
}

function findField(levels: readonly Level[], { indent, dashes, key }: YamlLine): string | undefined {
  const column = indent.length + dashes.length;
  const parents = levels.filter((level) => level.column < column || (dashes !== '' && level.column === indent.length));
  return (
    [...parents.map((level) => level.key), key]
      .filter((name) => name !== undefined && !/^[-–—•]/.test(name))
      .join('.') || undefined
  );
}

function findLineMistake(lines: readonly string[], index: number, line: YamlLine): YamlMistake | undefined {
  const { start, dashes, key, value } = line;
  if (key === undefined || /^[-–—•]/.test(key)) {
    const found = findMissingSpace(index, lines[index] ?? '');
    if (found !== undefined) return found;
  }
  if (key === undefined) {
    if (dashes === '' && !/^[[{"'|>&*!]/.test(value) && line.indent === '') {
      return { index, expected: 'a field and a colon, such as title: …, or "---" above the text', got: show(value) };
    }
    if (dashes === '') {
      const lost = { index, expected: 'quotation marks around the text', got: 'a text with " #", without them' };
      return HASHTAG.test(value) ? lost : undefined;
    }
  }
  const wrong = findValueMistake(lines, index, value);
  if (wrong === undefined) return undefined;
  const mended = start + wrong.mended;
  return { index, expected: `${wrong.expected}: ${shorten(mended.trim())}`, got: wrong.got, mended };
}

function findMissingSpace(index: number, text: string): YamlMistake | undefined {
  const field = NO_SPACE.exec(text)?.groups;
  if (field !== undefined) {
    const { start = '', colon = '', value = '' } = field;
    const mended = `${start.trimEnd()}: ${value}`;
    const got = colon === ':' ? 'no space' : colon.startsWith(':') ? 'another kind of space' : 'another kind of colon';
    return {
      index,
      field: start.trim().replace(/^(?:- +)+/, ''),
      expected: `a colon and a space: ${shorten(mended.trim())}`,
      got,
      mended,
    };
  }
  const item = HYPHEN.exec(text)?.groups;
  if (item === undefined) return undefined;
  const { indent = '', other, value = '' } = item;
  const mended = `${indent}- ${value.trim()}`;
  return {
    index,
    expected: `a hyphen and a space: ${shorten(mended.trim())}`,
    got: other === undefined ? 'no space' : `"${other}"`,
    mended,
  };
}

function missingHyphen(index: number, { start, value }: YamlLine): YamlMistake {
  return { index, expected: `a hyphen and a space: - ${shorten(value)}`, got: 'none', mended: `${start}- ${value}` };
}

interface WrongValue {
  readonly expected: string;
  readonly got: string;
  readonly mended: string;
}

function findValueMistake(lines: readonly string[], index: number, value: string): WrongValue | undefined {
  const inQuotes = (text: string, got: string): WrongValue => ({
    expected: 'quotation marks',
    got,
    mended: quote(text),
  });
  const first = value.charAt(0);
  if (first === '"' || first === "'") {
    if (QUOTED.test(value)) {
      return first === '"' && BAD_ESCAPE.test(value.replaceAll('\\\\', ''))
        ? {
            ...inQuotes(value.slice(1, value.lastIndexOf('"')), 'a "\\" in double quotation marks'),
            expected: 'single quotation marks',
          }
        : undefined;
    }
    if (findEnd(lines, index, parseLine(lines[index] ?? '')) > index) return undefined;
    return findQuoteMistake(first, value);
  }
  const smart = SMART.exec(value)?.groups?.text;
  if (smart !== undefined && hasColon(smart)) return inQuotes(smart, 'curly ones');
  if (first === '[' || first === '{') return findFlowMistake(lines, index, value);
  if (BLOCK_TEXT.test(value)) return undefined;
  if (SPECIAL.test(value) && !/^#(?: |$)/.test(value)) {
    return inQuotes(value, `a text that begins with ${JSON.stringify(first)}`);
  }
  const comment = value.indexOf(' #');
  const text = comment === -1 || HASHTAG.test(value) ? value : value.slice(0, comment).trimEnd();
  if (hasColon(text)) return inQuotes(text, 'a text with a colon, without them');
  return text === value && HASHTAG.test(value) ? inQuotes(value, 'a text with " #", without them') : undefined;
}

function findQuoteMistake(mark: string, value: string): WrongValue {
  const next = value.indexOf(mark, 1);
  if (next === -1) {
    const name = mark === '"' ? 'a quotation mark' : "a quotation mark (')";
    // `'Tis the season` begins with an apostrophe.
    const mended = mark === '"' && !value.includes('\\') ? `${value}"` : quote(mark === '"' ? value.slice(1) : value);
    return { expected: `${name} at the end`, got: 'none', mended };
  }
  const isInside = value.endsWith(mark) && (mark === "'" || /\s/.test(value.charAt(next - 1)));
  const text = isInside ? value.slice(1, -1) : value;
  const got = isInside ? `${mark} inside them` : 'text after them';
  return {
    expected: isInside ? 'other quotation marks' : 'quotation marks around the whole text',
    got,
    mended: quote(text),
  };
}

/** `[Update] Pope in Rome`, `[a, b` and `[#a, @b]`. */
function findFlowMistake(lines: readonly string[], index: number, value: string): WrongValue | undefined {
  const [open, close] = value.startsWith('[') ? ['[', ']'] : ['{', '}'];
  const end = value.indexOf(close);
  if (end === -1) {
    if (findEnd(lines, index, parseLine(lines[index] ?? '')) > index) return undefined;
    return { expected: `"${close}" at the end`, got: 'none', mended: value + close };
  }
  const rest = value.slice(value.lastIndexOf(close) + 1).trim();
  if (rest !== '' && !rest.startsWith('#')) {
    return { expected: 'quotation marks', got: `a text that begins with "${open}"`, mended: quote(value) };
  }
  const inside = value.slice(1, value.lastIndexOf(close));
  if (open === '{' || /["'[\]{}]/.test(inside)) return undefined;
  const items = inside.split(',').map((item) => item.trim());
  const mended = `[${items.map((item) => (SPECIAL.test(item) || hasColon(item) || HASHTAG.test(item) ? quote(item) : item)).join(', ')}]`;
  return mended === `[${items.join(', ')}]` ? undefined : { expected: 'quotation marks', got: 'none', mended };
}

/** The last line of a value that begins on a line: of a block of text, or of quotation marks and brackets that are closed below. */
function findEnd(lines: readonly string[], index: number, { indent, value }: YamlLine): number {
  const isBelow = (text: string) => text.trim() === '' || text.search(/\S/) > indent.length;
  if (BLOCK_TEXT.test(value)) {
    let end = index;
    while (end + 1 < lines.length && isBelow(lines[end + 1] ?? '')) end += 1;
    return end;
  }
  const quoted = ENCLOSED.get(value.charAt(0));
  if (quoted === undefined || quoted.closed.test(value)) return index;
  for (let end = index + 1; end < lines.length; end += 1) {
    const text = lines[end] ?? '';
    if (quoted.end.test(text) && (isBelow(text) || /^[\]}]/.test(text.trim()))) return end;
    if (!isBelow(text)) break;
  }
  return index;
}

/** Values that may go on below: those that are closed on their first line, and the last lines of the others. */
const ENCLOSED: ReadonlyMap<string, { readonly closed: RegExp; readonly end: RegExp }> = new Map([
  ['"', { closed: /^"(?:[^"\\]|\\.)*"/, end: /(?:^|[^\\])"\s*(?:\s#.*)?$/ }],
  ["'", { closed: /^'(?:[^']|'')*'(?!')/, end: /'\s*(?:\s#.*)?$/ }],
  ['[', { closed: /\]/, end: /\]\s*(?:\s#.*)?$/ }],
  ['{', { closed: /\}/, end: /\}\s*(?:\s#.*)?$/ }],
]);

function hasColon(text: string): boolean {
  return /:(?:\s|$)/.test(text);
}

function show(text: string): string {
  return showValue(text.trim());
}

function shorten(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text;
}
