import type { Command } from 'commander';
import { editArticle } from './edit-article.ts';

/** `tidings correct ID TEXT` */
export function registerCorrect(program: Command): void {
  program
    .command('correct')
    .description(
      'tell readers of a correction: the text stands in the article, and every feed and partner learns of it',
    )
    .argument('<id>', 'the id of the article, as in its address')
    .argument('<text>', 'what was wrong and is right now, as readers will see it')
    .action((id: string, text: string) => editArticle(id, (store, article, now) => store.correct(article, text, now)));
}
