import type { Command } from 'commander';
import { ARTICLE_ARGUMENT, editArticle } from './edit-article.ts';

export function registerRestore(program: Command): void {
  program
    .command('restore')
    .description('restore an article that was retracted or withdrawn')
    .argument('<article>', ARTICLE_ARGUMENT)
    .action((name: string) => editArticle(name, (store, id, now) => store.restore(id, now)));
}
