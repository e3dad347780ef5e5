import type { Command } from 'commander';
import { ARTICLE_ARGUMENT, editArticle, requireText } from './edit-article.ts';

export function registerRetract(program: Command): void {
  program
    .command('retract')
    .description(
      'retract an article everywhere; its page shows the reason, and a change of its source file does not restore it',
    )
    .argument('<article>', ARTICLE_ARGUMENT)
    .argument('<reason>', 'the reason, as readers will see it')
    .action((name: string, reason: string) => {
      requireText(reason);
      return editArticle(name, (store, id, now) => store.retract(id, reason, now));
    });
}
