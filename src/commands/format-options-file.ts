import { OPTIONS } from '../config.ts';
import { StartError } from '../model/problem.ts';

/** An options file with these values. The other options are comments with their defaults. */
export function formatOptionsFile(values: Readonly<Record<string, string>>): string {
  const rows = Object.entries(OPTIONS).filter(([name]) => name !== 'NEWSROOM_DIR');
  const lines = rows.flatMap(([name, { fallback, meaning }]) => {
    const value = values[name] ?? fallback;
    const isSet = value !== fallback;
    return ['', `# ${meaning}`, `${isSet ? '' : '# '}${name}=${isSet ? quote(name, value) : value}`];
  });
  return ['# Options of this newsroom. Remove the "#" before a name to set it.', ...lines, ''].join('\n');
}

/** Node's parser reads text in any of three quotation marks, without escapes in two of them. */
function quote(name: string, value: string): string {
  if (/^[\w:/.+-]*$/.test(value)) return value;
  const mark = ["'", '`', '"'].find((candidate) => !value.includes(candidate));
  if (mark === undefined || /[\r\n]/.test(value)) {
    throw new StartError(`${name}: expected one line without three kinds of quotation marks, got ${value}`);
  }
  return `${mark}${value}${mark}`;
}
