import type { Finding } from '../model/page-report.ts';
import type { CheckContext } from './check-context.ts';
import { blockedUntilConsent } from './check-script.ts';
import { type Help, problem } from './finding.ts';

/** What an editor or a plugin has made of a snippet that does not work. `again` says how to paste it again. */
export function explainChanges(context: CheckContext, again: Help): Finding | undefined {
  const { facts } = context;
  if (facts.hasCurlyQuotes) {
    const message =
      'The quotation marks of the snippet have become curly (“ ”), so browsers do not understand it. Editors for text change them.';
    return problem('curly-quotes', message, again);
  }
  if (facts.shownCode === 'snippet') {
    const message = 'The page shows the snippet as text: it was pasted where text goes, not where code goes.';
    return problem('pasted-as-text', message, again);
  }
  if (facts.shownCode === 'shortcode') {
    const message = 'The page shows the shortcode of our plugin for WordPress as text: the plugin is not active.';
    const todo = 'In WordPress, under “Plugins”, activate “Tidings headlines”.';
    return problem('pasted-as-text', message, { todo });
  }
  if (facts.isInert) {
    const message = 'The snippet is in a part of the page that browsers do not run (noscript or template).';
    return problem('noscript-only', message, again);
  }
  return facts.isPutAside ? blockedUntilConsent(context) : undefined;
}
