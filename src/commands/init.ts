import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { stringify } from 'yaml';
import { loadConfig } from '../config.ts';
import { openMediaFiles } from '../media/media-store.ts';
import { mintUuidV7 } from '../model/ids.ts';
import { StartError } from '../model/problem.ts';
import { openStore } from '../store/open-store.ts';
import { askForNewsroom, checkLanguage, type NewsroomAnswers } from './ask-for-newsroom.ts';
import { formatOptionsFile } from './format-options-file.ts';
import { loadAppearance } from './load-appearance.ts';
import { OPTIONS_FILE } from './load-options.ts';
import { PROGRAM_DIR } from './sample-newsroom.ts';

export function registerInit(program: Command): void {
  program
    .command('init')
    .description('make a newsroom: a folder with options, feeds, sources and an empty database')
    .argument('<dir>', 'the folder to make, outside the folder of this program')
    .option('--name <name>', 'name of the newsroom, as readers see it')
    .option('--url <url>', 'address of the server as readers will use it, such as https://news.example.org')
    .option('--port <port>', 'port to listen on')
    .option('--time-zone <name>', 'time zone of the newsroom, such as Europe/Berlin')
    .option('--language <tag>', 'language of most articles, such as en or pt-BR')
    .option('--contact <address>', 'e-mail address or https page where readers reach the newsroom')
    .option('--logo <file>', 'logo for the pages: an image file, which is copied, or an https address')
    .option('--colour <digits>', 'colour of links and labels on the pages, such as 1d4e89')
    .action(init);
}

/** Asks in a terminal for what no option says. */
async function init(dir: string, given: NewsroomAnswers): Promise<void> {
  const folder = path.resolve(dir);
  await refuseFolder(folder);
  const { language = 'en', ...answers } = process.stdin.isTTY ? await ask(given) : given;
  if (answers.name === undefined) throw new StartError('--name: expected the name of the newsroom, got nothing');
  const problem = checkLanguage(language);
  if (problem !== undefined) throw new StartError(`--language: ${problem}`);
  const { logo = '' } = answers;
  const logoFile = logo === '' || /^\w{2,}:/.test(logo) ? undefined : `logo${path.extname(logo)}`;
  const options = {
    SITE_NAME: answers.name,
    PUBLIC_URL: answers.url ?? '',
    PORT: answers.port ?? '3000',
    TIMEZONE: answers.timeZone ?? 'UTC',
    SITE_CONTACT: answers.contact ?? '',
    SITE_LOGO: logoFile ?? logo,
    SITE_COLOUR: answers.colour ?? '',
  };
  const config = loadConfig({ ...options, NEWSROOM_DIR: folder });
  if (logoFile !== undefined) await loadAppearance({ ...config, SITE_LOGO: logo });

  for (const name of ['articles', 'releases']) {
    await mkdir(path.join(config.FEEDS_DIR, name), { recursive: true }).catch((error: Error) => {
      throw new StartError(`The folder ${folder} cannot be made: ${error.message}`);
    });
  }
  if (logoFile !== undefined) await copyFile(logo, path.join(folder, logoFile));
  await writeFile(path.join(folder, OPTIONS_FILE), formatOptionsFile(options));
  await writeFile(path.join(config.FEEDS_DIR, 'sources.yaml'), formatSources(language));
  await writeFile(path.join(config.FEEDS_DIR, 'top.yaml'), formatFeed(config.SITE_NAME, language));
  await (await openStore({ database: config.DATABASE_URL, mintId: mintUuidV7 })).close();
  await openMediaFiles(config.MEDIA_DIR);
  process.stdout.write(`The newsroom ${config.SITE_NAME} is in ${folder}:

  ${OPTIONS_FILE}               options
  feeds/top.yaml     a feed of all articles
  feeds/articles/    save articles here (Markdown)
  feeds/releases/    save newswire releases here (plain text, mail)
  data/              database, images and audio

${await nameFolder(folder)}
`);
}

/** Names the newsroom's folder where commands find it; returns what to do next. */
async function nameFolder(folder: string): Promise<string> {
  const file = path.join(PROGRAM_DIR, OPTIONS_FILE);
  const line = `NEWSROOM_DIR=${folder}`;
  const isNamed =
    path.resolve('.') === PROGRAM_DIR &&
    (await writeFile(file, `${line}\n`, { flag: 'wx' }).then(
      () => true,
      // It has options already, or belongs to another user.
      () => false,
    ));
  if (!isNamed) {
    return `Name it with the environment variable ${line}, or with this only line in ${file}, and start the server.`;
  }
  return `${file} names the folder, so every command uses it. Start the server with: npm start`;
}

/** An upgrade replaces files of the program's folder. */
async function refuseFolder(folder: string): Promise<void> {
  const isInside = `${folder}${path.sep}`.startsWith(`${PROGRAM_DIR}${path.sep}`);
  if (isInside) throw new StartError(`Expected a folder outside ${PROGRAM_DIR}, such as ../newsroom, got ${folder}`);
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new StartError(`The folder ${folder} cannot be used: ${error.message}`);
  });
  if (entries.length > 0)
    throw new StartError(`Expected a new or empty folder, got ${folder}, which has ${entries[0]}`);
}

async function ask(given: NewsroomAnswers): Promise<NewsroomAnswers> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await askForNewsroom(given, terminal, (text) => process.stdout.write(text));
  } finally {
    terminal.close();
  }
}

function formatSources(language: string): string {
  const sources = [
    { id: 'newsroom', kind: 'markdown', folder: 'articles', language },
    { id: 'wire', kind: 'release', folder: 'releases', language },
  ];
  return `# The sources of articles. Folders are relative to this file and are watched: a saved file is published.\n${stringify({ sources })}`;
}

function formatFeed(name: string, language: string): string {
  const feed = { title: name, description: `All articles of ${name}.`, language, order: 1 };
  return `# A feed. Its id is the name of the file. Each further file defines another feed.\n${stringify(feed)}`;
}
