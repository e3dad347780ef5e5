import { OPTION_GROUPS, OPTION_LABELS } from '../../widget/contract/option-labels.ts';
import { OPTION_PATTERNS, OPTIONS, type Option, type OptionName, parseOptions } from '../../widget/contract/options.ts';

/** Options that the plugin lacks: the theme decides about them, or they need a script. */
const LEFT_OUT: ReadonlySet<string> = new Set<OptionName>(['text', 'background', 'border', 'radius', 'refresh']);
const MAX_CHOICES = 20;

interface PluginOption {
  readonly kind: Option['kind'];
  readonly default: string | number | null;
  readonly label: string;
  readonly hint: string;
  /** Pairs of value and label; absent if any text or number can be typed. */
  readonly choices?: readonly (readonly [value: string, label: string])[];
  readonly min?: number;
  readonly max?: number;
  /** For PHP's `preg_match`; the first group is the value. */
  readonly pattern?: string;
}

/** The contents of `options.json`: all options by name, and the groups of the form. The first group has no label. */
export function buildPluginOptions() {
  const isIn = (name: string) => !LEFT_OUT.has(name);
  return {
    options: Object.fromEntries((Object.keys(OPTIONS) as OptionName[]).filter(isIn).map((name) => [name, build(name)])),
    groups: Object.entries(OPTION_GROUPS)
      .map(([group, label]) => ({
        label,
        options: Object.entries(OPTION_LABELS).flatMap(([name, shown]) =>
          shown.group === group && isIn(name) ? [name] : [],
        ),
      }))
      .filter(({ options }) => options.length > 0),
  };
}

const DEFAULTS = parseOptions(() => null);

function build(name: OptionName): PluginOption {
  const option: Option = OPTIONS[name];
  const { label, hint = '', values = {} } = OPTION_LABELS[name];
  const base = { kind: option.kind, default: DEFAULTS[name] ?? null, label, hint };
  switch (option.kind) {
    case 'choice':
      return { ...base, choices: Object.entries(values) };
    case 'number': {
      const { min, max } = option;
      const numbers = Array.from({ length: max - min + 1 }, (_, index) => String(min + index));
      const choices = numbers.map((number) => [number, values[number] ?? number] as const);
      return { ...base, min, max, ...(choices.length <= MAX_CHOICES && { choices }) };
    }
    case 'text':
      return base;
    default:
      return { ...base, pattern: String(OPTION_PATTERNS[option.kind]) };
  }
}
