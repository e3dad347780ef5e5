import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { makeNewsroomFolder, type NewsroomFolder } from './newsroom-folder.ts';
import { launchCommand, type TidingsProcess } from './run-tidings.ts';
import { until } from './until.ts';

let folder: NewsroomFolder;

beforeEach(async () => {
  folder = await makeNewsroomFolder();
});

afterEach(() => folder.remove());

function launchNpm(command: string): TidingsProcess {
  const options = { ...folder.environment, HOME: folder.root, npm_config_update_notifier: 'false', PORT: '0' };
  return launchCommand(process.cwd(), folder, command.split(' '), options);
}

/** npm passes signals on. The server gets one twice if a terminal or systemd sends it to the whole group. */
test.each([
  ['SIGTERM', 'npm start', 'alone'],
  ['SIGINT', 'npm start', 'alone'],
  ['SIGINT', 'npm start', 'and its processes'],
  ['SIGTERM', 'npx tidings serve', 'alone'],
  ['SIGINT', 'npx tidings serve', 'and its processes'],
] as const)('%s to "%s" %s stops the server and releases its port', async (signal, command, to) => {
  const npm = launchNpm(command);
  await until('the server is ready', () => npm.output().includes(' is ready, feeds: ') || undefined);
  const port = Number(npm.log().find(({ msg }) => msg === 'listening')?.port);
  await (to === 'alone' ? npm.stop(signal) : npm.stopGroup(signal));
  expect(npm.log().at(-1)?.msg).toBe('stopped');
  await expect(fetch(`http://localhost:${port}/healthz`)).rejects.toThrow('fetch failed');
});

test('SIGTERM to "npx tidings check --watch" alone ends the check', async () => {
  const npm = launchNpm('npx tidings check --watch');
  await until('all is checked', () => npm.output().includes('problems: ') || undefined);
  // Resolves when no process has the output open any more.
  await npm.stop('SIGTERM');
});
