import type { Finding } from '../model/page-report.ts';
import { note, problem, unknown } from './finding.ts';
import type { Place } from './places.ts';

const MOVE = 'Move the snippet to a part of the page that everybody sees.';

const FINDINGS: Readonly<Record<Place, Finding>> = {
  hidden: unknown(
    'hidden',
    'The headlines are in a part of the page that is hidden when the page opens. Visitors see them if a tab, a menu or a button shows this part.',
    { todo: `Open the page in your browser. If you do not see the headlines: ${MOVE}` },
  ),
  closed: note('closed', 'The headlines are in a part of the page that visitors have to open with a click.', {
    todo: `If everybody should see them at once: ${MOVE}`,
  }),
  inert: problem('inert', 'The headlines are in a part of the page that takes no clicks (the attribute “inert”).', {
    todo: MOVE,
  }),
  unread: note(
    'hidden-from-screen-readers',
    'The headlines are in a part of the page that screen readers pass over (the attribute “aria-hidden”).',
    { todo: MOVE },
  ),
};

/** What works in these places, and findings about them. What is hidden is not said to work. */
export function placeFindings(places: readonly Place[], working: Finding): readonly Finding[] {
  const found = places.map((place) => FINDINGS[place]);
  return places.includes('hidden') ? found : [working, ...found];
}
