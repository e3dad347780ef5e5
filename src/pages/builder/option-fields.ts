import {
  OPTION_GROUPS,
  OPTION_LABELS,
  type OptionGroup,
  type OptionLabel,
} from '../../../widget/contract/option-labels.ts';
import { OPTIONS, type Option, type OptionName } from '../../../widget/contract/options.ts';
import type { BuilderChoice } from './builder-query.ts';
import { adviseColour } from './colour-advice.ts';

/** An option as the form asks for it. */
export interface OptionField {
  readonly name: OptionName;
  readonly label: string;
  readonly hint: string | undefined;
  readonly value: string;
  /** The words to choose from; with `pictures` as cards, otherwise as a list that opens. */
  readonly choices: readonly FieldChoice[] | undefined;
  readonly cards: boolean;
  readonly number: { readonly least: number; readonly most: number } | undefined;
  readonly colour: { readonly swatch: string } | undefined;
  readonly text: boolean;
  /** What is wrong with the value, in words. */
  readonly problem: string | undefined;
  /** A colour that can be read, to take instead. */
  readonly instead: string | undefined;
}

interface FieldChoice {
  readonly value: string;
  readonly label: string;
  readonly chosen: boolean;
}

/** Fields under a heading of the folded part. */
export interface FieldGroup {
  readonly heading: string;
  readonly fields: readonly OptionField[];
}

/** The few fields that matter first. */
export const FIRST_FIELDS = fieldsOf('main');

/** All others, under the headings of the folded part. */
export const MORE_FIELDS = (Object.keys(OPTION_GROUPS) as OptionGroup[])
  .filter((group) => group !== 'main')
  .map((group) => ({ heading: OPTION_GROUPS[group], names: fieldsOf(group) }));

function fieldsOf(group: OptionGroup): readonly OptionName[] {
  return (Object.keys(OPTION_LABELS) as OptionName[]).filter((name) => OPTION_LABELS[name].group === group);
}

/** What an option is called where it is spoken of. */
export function optionLabel(name: OptionName): string {
  return OPTION_LABELS[name].label;
}

/** A value as its field calls it. */
export function valueLabel(name: OptionName, value: string): string {
  return labelOf(name).values?.[value] ?? (isColour(name) ? `#${value}` : value);
}

/** The field of an option, filled in. */
export function buildOptionField(name: OptionName, choice: BuilderChoice): OptionField {
  const option: Option = OPTIONS[name];
  const { label, hint, values } = labelOf(name);
  const refused = choice.refused.get(name);
  const read = choice.options[name];
  const hex = isColour(name) && read !== undefined ? sixDigits(String(read)) : undefined;
  const value = refused ?? (hex === undefined ? String(read ?? '') : `#${hex}`);
  const advice = name === 'accent' || name === 'text' ? adviseColour(name, choice.options, choice.page) : undefined;
  return {
    name,
    label,
    hint,
    value,
    choices:
      values &&
      Object.entries(values).map(([word, text]) => ({ value: word, label: text, chosen: word === String(read) })),
    cards: name === 'layout',
    number: values === undefined && option.kind === 'number' ? { least: option.min, most: option.max } : undefined,
    colour: isColour(name) ? { swatch: `#${hex ?? '7d2a20'}` } : undefined,
    text: option.kind === 'text' || option.kind === 'language',
    problem: refused === undefined ? advice?.text : sayRefused(name, refused),
    instead: advice?.nearest,
  };
}

/** What was expected of an option, and what came. */
export function sayRefused(name: OptionName, given: string): string {
  return `${optionLabel(name)}: expected ${expectation(name)}, got “${given}”.`;
}

function expectation(name: OptionName): string {
  const option: Option = OPTIONS[name];
  switch (option.kind) {
    case 'choice':
      return `one of ${option.values.join(', ')}`;
    case 'number':
      return `a whole number from ${option.min} to ${option.max}`;
    case 'colour':
      return 'a colour such as #7d2a20';
    case 'language':
      return 'a language such as en or pt-BR';
    case 'text':
      return 'text';
  }
}

function labelOf(name: OptionName): OptionLabel {
  return OPTION_LABELS[name];
}

function isColour(name: OptionName): boolean {
  return OPTIONS[name].kind === 'colour';
}

function sixDigits(hex: string): string {
  return hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
}
