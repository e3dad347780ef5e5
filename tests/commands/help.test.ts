import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeNewsroomFolder, type NewsroomFolder } from './newsroom-folder.ts';
import { runTidings } from './run-tidings.ts';

const COMMANDS = ['serve', 'import', 'correct', 'retract', 'restore', 'check', 'check-page'];

let folder: NewsroomFolder;

beforeAll(async () => {
  folder = await makeNewsroomFolder({});
});

afterAll(() => folder.remove());

test('--help lists every command with a description', async () => {
  const { code, stdout, stderr } = await runTidings(folder, ['--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command}\\b.*  \\S`, 'm'));
});

test('every command has --help, which works with invalid options too', async () => {
  const wrong = { PORT: 'none', FEEDS_DIR: '/nowhere' };
  const endings = await Promise.all(COMMANDS.map((command) => runTidings(folder, [command, '--help'], wrong)));
  for (const [index, { code, stdout, stderr }] of endings.entries()) {
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^Usage: tidings ${COMMANDS[index]} `));
  }
});

describe('an invalid command line fails and says what to do', () => {
  test.each([
    ['no command', [], /^Usage: tidings /],
    ['an unknown command', ['publish'], /^error: unknown command 'publish'\n.*tidings --help/],
    ['a file missing', ['import'], /^error: missing required argument 'file'\n.*tidings --help/],
    ['a reason missing', ['retract', 'some-id'], /^error: missing required argument 'reason'\n.*tidings --help/],
    ['an unknown option', ['serve', '--port', '80'], /^error: unknown option '--port'\n.*tidings --help/],
    ['an argument too many', ['restore', 'one', 'two'], /^error: too many arguments for 'restore'/],
  ])('%s', async (_what, command, message) => {
    expect(await runTidings(folder, command)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(message),
    });
  });
});
