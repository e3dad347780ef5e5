import type { Command } from 'commander';
import type { Config } from '../config.ts';
import type { Article, ArticleId } from '../model/article.ts';
import { StartError } from '../model/problem.ts';
import { type Timestamp, toRfc3339 } from '../model/timestamp.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { ARTICLE_ARGUMENT, editArticle, requireText } from './edit-article.ts';

const MINUTE_MS = 60_000;

export function registerWithdraw(program: Command): void {
  program
    .command('withdraw')
    .description('take back a test or a duplicate that was published minutes ago; readers are not told')
    .argument('<article>', ARTICLE_ARGUMENT)
    .option('--reason <text>', 'the reason, for editors only; "tidings list" shows it')
    .action((name: string, { reason }: { readonly reason?: string }) => {
      if (reason !== undefined) requireText(reason);
      return editArticle(name, (store, id, now, config) => withdraw(store, id, now, config, reason));
    });
}

async function withdraw(
  store: Pick<ArticleStore, 'withdraw'>,
  id: ArticleId,
  now: Timestamp,
  { WITHDRAW_MINUTES: minutes }: Pick<Config, 'WITHDRAW_MINUTES'>,
  reason: string | undefined,
): Promise<Article | undefined> {
  const line = reason === undefined ? {} : { reason: reason.trim().replace(/\s+/g, ' ') };
  const outcome = await store.withdraw(id, { ...line, maxPublicMs: minutes * MINUTE_MS, now });
  switch (outcome?.kind) {
    case 'withdrawn':
      return outcome.article;
    case 'public':
      throw new StartError(
        `Article ${id} has been public since ${toRfc3339(outcome.since)}, and WITHDRAW_MINUTES is ${minutes}: readers may have it. Use "npx tidings retract".`,
      );
    case 'told':
      throw new StartError(
        `Article ${id} is no longer public, and feeds tell readers so. To withdraw it, run "npx tidings restore" first.`,
      );
    case undefined:
      return undefined;
  }
}
