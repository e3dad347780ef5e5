import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { makeNewsroomFolder, type NewsroomFolder } from './newsroom-folder.ts';
import { launchCommand } from './run-tidings.ts';
import { until } from './until.ts';

let folder: NewsroomFolder;

beforeEach(async () => {
  folder = await makeNewsroomFolder();
});

afterEach(() => folder.remove());

/** npm runs the server in a shell, and a supervisor's signal goes to npm alone. In a terminal, Ctrl-C goes to all of them. */
test.each([
  ['SIGTERM', 'npm start'],
  ['SIGINT', 'npm start'],
  ['SIGTERM', 'npx tidings serve'],
] as const)('%s to "%s" stops the server and releases its port', async (signal, command) => {
  const options = { ...folder.environment, HOME: folder.root, npm_config_update_notifier: 'false', PORT: '0' };
  const npm = launchCommand(process.cwd(), folder, command.split(' '), options);
  await until('the server is ready', () => npm.output().includes(' is ready, feeds: ') || undefined);
  const port = Number(npm.log().find(({ msg }) => msg === 'listening')?.port);
  await npm.stop(signal);
  expect(npm.log().at(-1)?.msg).toBe('stopped');
  await expect(fetch(`http://localhost:${port}/healthz`)).rejects.toThrow('fetch failed');
});
