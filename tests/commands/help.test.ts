import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CommanderError } from 'commander';
import { buildProgram } from '../../src/main.ts';
import { makeNewsroomFolder, type NewsroomFolder } from './newsroom-folder.ts';
import { launchTidings, runTidings } from './run-tidings.ts';

const COMMANDS = [
  'serve',
  'init',
  'import',
  'preview',
  'list',
  'correct',
  'retract',
  'withdraw',
  'restore',
  'check',
  'check-page',
  'remove-sample',
];

let folder: NewsroomFolder;

beforeAll(async () => {
  folder = await makeNewsroomFolder({});
});

afterAll(() => folder.remove());

/** Parses a command line in this process; returns the exit code and what is printed. */
async function parse(args: readonly string[]) {
  const program = await buildProgram(args[0]);
  let stdout = '';
  let stderr = '';
  for (const command of [program, ...program.commands]) {
    command.configureOutput({
      writeOut: (text) => {
        stdout += text;
      },
      writeErr: (text) => {
        stderr += text;
      },
    });
  }
  const error: unknown = await program.parseAsync(args, { from: 'user' }).catch((reason: unknown) => reason);
  return { code: error instanceof CommanderError ? error.exitCode : undefined, stdout, stderr };
}

test('--help lists every command with a description', async () => {
  const { code, stdout, stderr } = await parse(['--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command}\\b.*  \\S`, 'm'));
});

test.each(COMMANDS)('%s has --help', async (command) => {
  const { code, stdout, stderr } = await parse([command, '--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(new RegExp(`^Usage: tidings ${command} `));
});

test('--help works with invalid options too', async () => {
  const { code, stdout, stderr } = await runTidings(folder, ['serve', '--help'], {
    PORT: 'none',
    FEEDS_DIR: '/nowhere',
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Usage: tidings serve /);
});

describe('an invalid command line fails and says what to do', () => {
  const UNKNOWN = /^error: unknown command 'publish'\n.*tidings --help/;

  test.each([
    ['no command', [], /^Usage: tidings /],
    ['an unknown command', ['publish'], UNKNOWN],
    ['a file missing', ['import'], /^error: missing required argument 'file'\n.*tidings --help/],
    ['a reason missing', ['retract', 'some-id'], /^error: missing required argument 'reason'\n.*tidings --help/],
    ['an unknown option', ['serve', '--port', '80'], /^error: unknown option '--port'\n.*tidings --help/],
    ['an argument too many', ['restore', 'one', 'two'], /^error: too many arguments for 'restore'/],
  ])('%s', async (_what, args, message) => {
    expect(await parse(args)).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(message) });
  });

  test('the process has the exit code', async () => {
    const ending = await launchTidings(folder, ['publish']).ended;
    expect(ending).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(UNKNOWN) });
  });
});
