import type { Command } from 'commander';
import { editArticle, requireText } from './edit-article.ts';

export function registerCorrect(program: Command): void {
  program
    .command('correct')
    .description('add a correction to an article; readers of every feed and widget see it')
    .argument('<id>', 'the id of the article, from the address of its page')
    .argument('<text>', 'the correction, as readers will see it')
    .action((id: string, text: string) =>
      editArticle(id, (store, article, now) => store.correct(article, requireText(text), now)),
    );
}
