import type { Command } from 'commander';
import { editArticle, requireText } from './edit-article.ts';

export function registerRetract(program: Command): void {
  program
    .command('retract')
    .description(
      'retract an article everywhere; its page shows the reason, and a change of its source file does not restore it',
    )
    .argument('<id>', 'the id of the article, from the address of its page')
    .argument('<reason>', 'the reason, as readers will see it')
    .action((id: string, reason: string) =>
      editArticle(id, (store, article, now) => store.retract(article, requireText(reason), now)),
    );
}
