import { type OptionName, parseOptions } from '../../../widget/contract/options.ts';
import type { FeedDefinition } from '../../model/feed-definition.ts';
import { type BuilderChoice, OPTION_NAMES } from './builder-query.ts';
import { describeInvalid, optionLabel, valueLabel } from './option-fields.ts';
import type { Pasted } from './parse-pasted.ts';

const DEFAULTS = parseOptions(() => null);

/** Says what was understood and what was not. `definition` is absent if the feed does not exist. */
export function summarizePasted(
  choice: BuilderChoice,
  { feed, unknown }: Pasted,
  definition: FeedDefinition | undefined,
) {
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

export function isChanged({ options }: BuilderChoice, name: OptionName): boolean {
  return options[name] !== DEFAULTS[name];
}
