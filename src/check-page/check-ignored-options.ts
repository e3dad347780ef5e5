import type { OptionName } from '../../widget/contract/options.ts';
import type { Finding } from '../model/page-report.ts';
import { note } from './finding.ts';

export function checkIgnoredOptions(names: readonly OptionName[]): readonly Finding[] {
  if (names.length === 0) return [];
  const message = `We do not know the value that the snippet has for ${names.map((name) => `“${name}”`).join(', ')}, so the default counts.`;
  return [
    note('option-ignored', message, {
      todo: 'Choose the look again on our page “For your website”, and paste what it gives you.',
    }),
  ];
}
