import { describe, expect, test } from '@jest/globals';
import { ERROR_CODES } from '../../src/http/error-codes.ts';
import { ROUTES } from '../../src/http/routes.ts';
import { buildProgram } from '../../src/main.ts';
import { codesIn, namesIn, readGuide } from './markdown-tables.ts';

describe('the README', () => {
  test('lists the addresses of the table of routes, no more and no fewer', async () => {
    const readme = await readGuide('../README.md');
    const listed = readme.table('address').flatMap((row) => withFormats([...row.values()].flatMap(codesIn)));
    expect([...new Set(listed)].sort()).toEqual(ROUTES.flatMap(({ addresses }) => addresses).sort());
  });

  test('lists the commands of the program with their arguments', async () => {
    const readme = await readGuide('../README.md');
    const commands = (await buildProgram()).commands.map((command) => {
      const names = command.registeredArguments.map(
        (argument) => argument.name().toUpperCase() + (argument.variadic ? '…' : ''),
      );
      return ['npx tidings', command.name(), ...names].join(' ');
    });
    expect(namesIn(readme.table('command'))).toEqual(commands);
  });
});

test('docs/errors.md lists every error code with its status and meaning', async () => {
  const guide = await readGuide('errors.md');
  const rows = guide.table('code').map((row) => [...row.values()]);
  const codes = Object.entries(ERROR_CODES).map(([code, { status, meaning }]) => [
    `\`${code}\``,
    String(status),
    meaning,
  ]);
  expect(rows).toEqual(codes);
});

/** `/feeds/{feed}.rss` `.atom` are two addresses; codes that are no addresses are left out. */
function withFormats(codes: readonly string[]): readonly string[] {
  const stem = codes[0]?.replace(/\.\w+$/, '') ?? '';
  return codes.filter((code) => /^[/.]/.test(code)).map((code) => (code.startsWith('.') ? stem + code : code));
}
