import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makePremises, type Premises } from './premises.ts';
import { runTidings } from './run-tidings.ts';

const COMMANDS = ['serve', 'import', 'correct', 'retract', 'restore', 'check', 'check-page'];

let premises: Premises;

beforeAll(async () => {
  premises = await makePremises({});
});

afterAll(() => premises.remove());

test('--help names every command and what it does', async () => {
  const { code, stdout, stderr } = await runTidings(premises, ['--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command}\\b.*  \\S`, 'm'));
});

test('every command has --help, which runs nothing and needs no options', async () => {
  const wrong = { PORT: 'none', FEEDS_DIR: '/nowhere' };
  const endings = await Promise.all(COMMANDS.map((command) => runTidings(premises, [command, '--help'], wrong)));
  for (const [index, { code, stdout, stderr }] of endings.entries()) {
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^Usage: tidings ${COMMANDS[index]} `));
  }
});

describe('a command line that cannot be understood is no success, and says what to do', () => {
  test.each([
    ['no command', [], /^Usage: tidings /],
    ['an unknown command', ['publish'], /^error: unknown command 'publish'\n.*tidings --help/],
    ['a file missing', ['import'], /^error: missing required argument 'file'\n.*tidings --help/],
    ['a reason missing', ['retract', 'some-id'], /^error: missing required argument 'reason'\n.*tidings --help/],
    ['an unknown option', ['serve', '--port', '80'], /^error: unknown option '--port'\n.*tidings --help/],
    ['one word too many', ['restore', 'one', 'two'], /^error: too many arguments for 'restore'/],
  ])('%s', async (_what, command, message) => {
    expect(await runTidings(premises, command)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(message),
    });
  });
});
