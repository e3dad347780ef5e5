import type { Finding } from '../model/page-report.ts';
import { note, problem, unknown } from './finding.ts';
import type { Place } from './places.ts';

/**
 * What works in these places, and findings about them. What is hidden is not said to work. `what` begins a sentence: “The headlines of “Top stories””.
 */
export function placeFindings(places: readonly Place[], what: string, working: Finding): readonly Finding[] {
  const found = places.map((place) => explainPlace(place, `${what} are in a part of the page that`));
  return places.includes('hidden') ? found : [working, ...found];
}

function explainPlace(place: Place, areIn: string): Finding {
  const move = 'move the snippet to a part of the page that everybody sees.';
  switch (place) {
    case 'hidden':
      return unknown(
        'hidden',
        `${areIn} is hidden when the page opens. Visitors see them only if a tab, a menu or a button shows this part.`,
        { todo: `Open the page in your browser. If you do not see the headlines, ${move}` },
      );
    case 'closed':
      return note('closed', `${areIn} visitors have to open with a click.`, {
        todo: `If everybody should see them at once, ${move}`,
      });
    case 'inert':
      return problem('inert', `${areIn} takes no clicks (the attribute “inert”).`, {
        todo: 'Remove the attribute, or move the snippet to another part of the page.',
      });
    case 'unread':
      return note('hidden-from-screen-readers', `${areIn} screen readers pass over (the attribute “aria-hidden”).`, {
        todo: 'Remove the attribute, or move the snippet to another part of the page.',
      });
  }
}
