import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { loadOptions } from '../../src/commands/load-options.ts';
import { watchRestartFiles } from '../../src/commands/watch-restart-files.ts';
import { loadSources } from '../../src/ingest/load-sources.ts';
import { makeFolder } from '../ingest/temporary-folder.ts';
import { until } from './until.ts';

const SOURCES = 'sources:\n  - { id: desk, kind: markdown, folder: articles, language: en }\n';

test('a changed sources.yaml or options file is named with what needs a restart, or with what is wrong', async () => {
  const folder = await makeFolder({ 'feeds/sources.yaml': SOURCES });
  const before = process.env.NEWSROOM_DIR;
  process.env.NEWSROOM_DIR = folder.path;
  const said: string[] = [];
  const say = (level: string) => (_fields: object, message: string) => void said.push(`${level}: ${message}`);
  const sourcesFile = path.join(folder.path, 'feeds/sources.yaml');
  const sources = await loadSources(sourcesFile);
  const stop = watchRestartFiles({
    config: loadOptions(),
    sources: sources.kind === 'valid' ? sources.value : [],
    log: { info: say('info'), warn: say('warn'), error: say('error') },
    intervalMs: 20,
  });
  const next = () => until('the log has a line', () => said.shift());
  // A file that is half written would be a change too.
  const replace = async (file: string, text: string) => {
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
  };
  try {
    await replace(sourcesFile, SOURCES.replace('language: en', 'language: de'));
    expect(await next()).toBe(`warn: ${sourcesFile} has changed: restart the server to use sources`);
    await replace(sourcesFile, 'sources: []\n');
    expect(await next()).toMatch(
      /^error: .+ would not start with it: .+: sources: expected at least one source, got \[\]$/,
    );
    await replace(sourcesFile, SOURCES);
    expect(await next()).toBe(`info: ${sourcesFile} has changed, but nothing that the server uses`);

    const options = path.join(folder.path, '.env');
    await replace(options, 'SITE_NAME=Ours\nPORT=80\n');
    expect(await next()).toBe(`warn: ${options} has changed: restart the server to use PORT, SITE_NAME`);
    await replace(options, 'PORT=high\n');
    expect(await next()).toMatch(/^error: .+\n {2}PORT: expected a port from 0 to 65535, got "high"$/s);
    await rm(options);
    expect(await next()).toMatch(/^info: /);
  } finally {
    stop();
    if (before === undefined) delete process.env.NEWSROOM_DIR;
    else process.env.NEWSROOM_DIR = before;
    await folder.remove();
  }
});
