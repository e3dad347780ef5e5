import type { Command } from 'commander';
import { editArticle } from './edit-article.ts';

/** `tidings retract ID REASON` */
export function registerRetract(program: Command): void {
  program
    .command('retract')
    .description('take an article back, everywhere; its page says why, and editing its source does not bring it back')
    .argument('<id>', 'the id of the article, as in its address')
    .argument('<reason>', 'why, as readers will see it')
    .action((id: string, reason: string) =>
      editArticle(id, (store, article, now) => store.retract(article, reason, now)),
    );
}
