import fc from 'fast-check';
import { PLATFORMS } from '../../../src/model/platforms.ts';
import { OPTION_NAMES, PREVIEW_PAGES } from '../../../src/pages/builder/builder-query.ts';
import { OPTIONS, type Option } from '../../../widget/contract/options.ts';

const SAMPLES: Readonly<Record<string, fc.Arbitrary<string>>> = {
  lang: fc.constantFrom('en', 'pt-BR', 'zh-Hant'),
  title: fc.constantFrom('none', 'From the field', 'Tom & "Ann" <b>', 'חדשות', '100% new?'),
  utm: fc.constantFrom('grace church', 'a&b=c#d'),
};
const COLOURS = fc.constantFrom('fff', '7d2a20', 'ABC', '#0044cc', 'f5c518');

/** Valid texts of an option. */
function anyText(name: (typeof OPTION_NAMES)[number]): fc.Arbitrary<string> {
  const option: Option = OPTIONS[name];
  const sample = SAMPLES[name];
  if (sample !== undefined) return sample;
  if (option.kind === 'number') return fc.integer({ min: option.min, max: option.max }).map(String);
  return option.kind === 'choice' ? fc.constantFrom(...option.values) : COLOURS;
}

/** Valid options as texts. */
export const anyOptions: fc.Arbitrary<Record<string, string | undefined>> = fc.record(
  Object.fromEntries(OPTION_NAMES.map((name) => [name, anyText(name)])),
  { requiredKeys: [] },
);

/** Valid queries of the builder. */
export const anyQuery: fc.Arbitrary<URLSearchParams> = fc
  .record({
    options: anyOptions,
    platform: fc.constantFrom(...PLATFORMS),
    nth: fc.nat(),
    feed: fc.constantFrom('', 'top', 'category/israel', 'tag/גשרים', 'c/k3x9q2mb'),
    page: fc.constantFrom(...PREVIEW_PAGES),
    width: fc.integer({ min: 280, max: 1280 }),
  })
  .map(({ options, platform, nth, feed, page, width }) => {
    const { id } = platform.methods[nth % platform.methods.length] ?? platform.methods[0];
    const given = Object.entries(options).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]]));
    return new URLSearchParams({
      ...Object.fromEntries(given),
      platform: platform.id,
      way: id,
      feed,
      page,
      width: String(width),
    });
  });
