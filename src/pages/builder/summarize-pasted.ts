import { type OptionName, parseOptions } from '../../../widget/contract/options.ts';
import type { FeedDefinition } from '../../model/feed-definition.ts';
import { type BuilderChoice, OPTION_NAMES } from './builder-query.ts';
import { describeInvalid, optionLabel, valueLabel } from './option-fields.ts';
import type { Pasted } from './parse-pasted.ts';

/** What was understood of a pasted text, and what was not, in words for people. */
export interface PastedSummary {
  readonly understood: readonly string[];
  readonly problems: readonly string[];
}

const DEFAULTS = parseOptions(() => null);

/** Summarizes a pasted text. `definition` is absent if the feed that it names does not exist. */
export function summarizePasted(
  choice: BuilderChoice,
  { feed, unknown }: Pasted,
  definition: FeedDefinition | undefined,
): PastedSummary {
  const changed = OPTION_NAMES.filter((name) => isChanged(choice, name));
  if (feed === undefined && unknown.length === 0 && changed.length === 0) {
    return {
      understood: [],
      problems: ['We could not read these lines. Paste the complete lines from our page, or the address of a feed.'],
    };
  }
  return {
    understood: [
      ...(definition !== undefined && feed !== undefined ? [`Feed: ${definition.title}`] : []),
      ...changed.map((name) => `${optionLabel(name)}: ${valueLabel(name, String(choice.options[name]))}`),
    ],
    problems: [
      ...(definition === undefined ? [`There is no feed “${choice.feed}”.`] : []),
      ...[...choice.invalid].map(([name, value]) => describeInvalid(name, value)),
      ...unknown.map((name) => `We do not know the option “${name}” and removed it.`),
    ],
  };
}

/** Whether an option differs from its default. */
export function isChanged({ options }: BuilderChoice, name: OptionName): boolean {
  return options[name] !== DEFAULTS[name];
}
