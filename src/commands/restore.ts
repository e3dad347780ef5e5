import type { Command } from 'commander';
import { editArticle } from './edit-article.ts';

/** `tidings restore ID` */
export function registerRestore(program: Command): void {
  program
    .command('restore')
    .description('undo a retraction')
    .argument('<id>', 'the id of the article, as in its address')
    .action((id: string) => editArticle(id, (store, article, now) => store.restore(article, now)));
}
