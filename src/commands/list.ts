import { type Command, InvalidArgumentError } from 'commander';
import { publicUrlOf } from '../config.ts';
import { momentSchema, resolveMoment } from '../ingest/moment.ts';
import { articleUrl } from '../model/addresses.ts';
import { ARTICLE_STATES, type Article, type ArticleState } from '../model/article.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { StartError, showValue } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import { slugify } from '../model/term.ts';
import { systemClock, toRfc3339 } from '../model/timestamp.ts';
import { formatArticle } from './format-article.ts';
import { loadOptions } from './load-options.ts';
import { useExistingStore } from './open-existing-store.ts';

interface ListOptions {
  readonly category?: string;
  readonly state?: string;
  readonly since?: string;
  readonly limit: number;
  readonly json?: true;
}

const MAX_LIMIT = 100_000;

export function registerList(program: Command): void {
  program
    .command('list')
    .description('list articles, newest first, with the id that other commands take')
    .argument('[words...]', 'words or parts of words of the title')
    .option('--category <name>', 'only articles of a category')
    .option('--state <state>', `only articles in a state: ${ARTICLE_STATES.join(', ')}`)
    .option('--since <date>', 'only articles from this date on: 2026-11-20, or -7d for the last seven days')
    .option('--limit <number>', 'how many articles to list at most', parseLimit, 20)
    .option('--json', 'print an array of JSON objects')
    .action(listArticles);
}

async function listArticles(words: readonly string[], options: ListOptions): Promise<void> {
  const config = loadOptions();
  const { category, limit, json } = options;
  const state = options.state === undefined ? undefined : parseState(options.state);
  const since = options.since === undefined ? undefined : parseSince(options.since, config.TIMEZONE);
  const site = { name: config.SITE_NAME, publicUrl: publicUrlOf(config, config.PORT) };
  await useExistingStore(config, async (store) => {
    const slug = category === undefined ? undefined : slugify(category);
    const query = { titleWords: words.flatMap((word) => word.split(/\s+/)), limit: limit + 1 };
    const found = await store.listForEditors({ ...query, ...omitUndefined({ category: slug, state, since }) });
    const articles = found.slice(0, limit);
    if (json === true) {
      process.stdout.write(
        `${JSON.stringify(
          articles.map((article) => toJson(site, article)),
          null,
          2,
        )}\n`,
      );
    } else {
      for (const article of articles) process.stdout.write(`${formatArticle(article)}\n`);
    }
    if (found.length === 0) process.stderr.write('No article matches.\n');
    if (found.length > limit) process.stderr.write(`More articles match: --limit lists more than ${limit}.\n`);
  });
}

function toJson(site: Site, article: Article) {
  const { id, state, version, title, language, publishedAt, updatedAt, categories, sourceId, externalId } = article;
  const dates = { publishedAt: toRfc3339(publishedAt), updatedAt: toRfc3339(updatedAt) };
  const labels = categories.map(({ label }) => label);
  const url = articleUrl(site, article);
  const withdrawal = article.withdrawal && { ...article.withdrawal, at: toRfc3339(article.withdrawal.at) };
  const named = { id, state, version, title, url, ...dates, language, categories: labels };
  return { ...named, source: sourceId, externalId, withdrawal };
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw new InvalidArgumentError(`Expected a whole number from 1 to ${MAX_LIMIT}.`);
}

function parseState(text: string): ArticleState {
  const state = ARTICLE_STATES.find((known) => known === text);
  if (state !== undefined) return state;
  throw new StartError(`--state: expected one of ${ARTICLE_STATES.join(', ')}, got ${showValue(text)}`);
}

function parseSince(text: string, timeZone: string): number {
  const moment = momentSchema.safeParse(text);
  if (moment.success) return resolveMoment(moment.data, { epoch: systemClock(), timeZone });
  throw new StartError(`--since: expected a date such as 2026-11-20, or -7d, got ${showValue(text)}`);
}
