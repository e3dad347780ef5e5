import type { Command } from 'commander';
import { editArticle } from './edit-article.ts';

export function registerRestore(program: Command): void {
  program
    .command('restore')
    .description('restore a retracted article')
    .argument('<id>', 'the id of the article, from the address of its page')
    .action((id: string) => editArticle(id, (store, article, now) => store.restore(article, now)));
}
