import type { Command } from 'commander';
import { ARTICLE_ARGUMENT, editArticle, requireText } from './edit-article.ts';

export function registerCorrect(program: Command): void {
  program
    .command('correct')
    .description('add a correction to an article; readers of every feed and widget see it')
    .argument('<article>', ARTICLE_ARGUMENT)
    .argument('<text>', 'the correction, as readers will see it')
    .action((name: string, text: string) => {
      requireText(text);
      return editArticle(name, (store, id, now) => store.correct(id, text, now));
    });
}
