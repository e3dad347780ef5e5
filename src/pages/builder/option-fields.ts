import {
  OPTION_GROUPS,
  OPTION_LABELS,
  type OptionGroup,
  type OptionLabel,
} from '../../../widget/contract/option-labels.ts';
import { OPTIONS, type Option, type OptionName } from '../../../widget/contract/options.ts';
import type { BuilderChoice } from './builder-query.ts';
import { adviseColour } from './colour-advice.ts';

export interface OptionField {
  readonly name: OptionName;
  readonly label: string;
  readonly hint: string | undefined;
  readonly value: string;
  /** Shown as cards or as a `select`. */
  readonly choices: readonly FieldChoice[] | undefined;
  readonly cards: boolean;
  readonly number: { readonly min: number; readonly max: number } | undefined;
  readonly colour: { readonly swatch: string } | undefined;
  readonly text: boolean;
  readonly problem: string | undefined;
  /** A readable colour to use instead. */
  readonly instead: string | undefined;
}

interface FieldChoice {
  readonly value: string;
  readonly label: string;
  readonly chosen: boolean;
}

export const FIRST_FIELDS = fieldsOf('main');

export const MORE_FIELDS = (Object.keys(OPTION_GROUPS) as OptionGroup[])
  .filter((group) => group !== 'main')
  .map((group) => ({ heading: OPTION_GROUPS[group], names: fieldsOf(group) }));

function fieldsOf(group: OptionGroup): readonly OptionName[] {
  return (Object.keys(OPTION_LABELS) as OptionName[]).filter((name) => OPTION_LABELS[name].group === group);
}

export function optionLabel(name: OptionName): string {
  return OPTION_LABELS[name].label;
}

export function valueLabel(name: OptionName, value: string): string {
  return labelOf(name).values?.[value] ?? (isColour(name) ? `#${value}` : value);
}

export function buildOptionField(name: OptionName, choice: BuilderChoice): OptionField {
  const option: Option = OPTIONS[name];
  const { label, hint, values } = labelOf(name);
  const invalid = choice.invalid.get(name);
  const chosen = choice.options[name];
  const hex = isColour(name) && chosen !== undefined ? sixDigits(String(chosen)) : undefined;
  const value = invalid ?? (hex === undefined ? String(chosen ?? '') : `#${hex}`);
  const advice = name === 'accent' || name === 'text' ? adviseColour(name, choice.options, choice.page) : undefined;
  return {
    name,
    label,
    hint,
    value,
    choices:
      values &&
      Object.entries(values).map(([word, text]) => ({ value: word, label: text, chosen: word === String(chosen) })),
    cards: name === 'layout',
    number: values === undefined && option.kind === 'number' ? { min: option.min, max: option.max } : undefined,
    colour: isColour(name) ? { swatch: `#${hex ?? '7d2a20'}` } : undefined,
    text: option.kind === 'text' || option.kind === 'language',
    problem: invalid === undefined ? advice?.text : describeInvalid(name, invalid),
    instead: advice?.nearest,
  };
}

export function describeInvalid(name: OptionName, value: string): string {
  return `${optionLabel(name)}: expected ${describeExpected(name)}, got “${value}”.`;
}

function describeExpected(name: OptionName): string {
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
