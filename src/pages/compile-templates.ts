import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import type HandlebarsModule from 'handlebars';
import { escapeMarkup } from '../model/escape-markup.ts';
import { toXmlText } from '../model/xml-text.ts';

/** The template of a page. */
export type Template<View> = (view: View) => string;

/**
 * Strict: a name that is missing in the view is an error. Known helpers only: a field named `each` is data. No indentation of partials, because
 * `pre` elements keep white space.
 */
const OPTIONS: CompileOptions = {
  strict: true,
  knownHelpersOnly: true,
  knownHelpers: {
    helperMissing: false,
    blockHelperMissing: false,
    each: true,
    if: true,
    unless: true,
    with: true,
    log: false,
    lookup: false,
    plainUrl: true,
  },
  preventIndent: true,
};

/**
 * Reads the templates of a folder and of its `partials/`. Returns a function that finds a template by name and throws if there is none. All
 * templates are compiled for the first page, because a server's start and its feeds do not need them. The rendered page has no control characters
 * and lone surrogates.
 */
export function compileTemplates(folder: string): <View>(name: string) => Template<View> {
  const texts = new Map(readTemplates(folder));
  const partials = new Map(readTemplates(join(folder, 'partials')));
  let compiled: ReadonlyMap<string, (view: unknown) => string> | undefined;
  return (name) => {
    if (!texts.has(name)) throw new Error(`Template ${folder}/${name}.hbs does not exist`);
    return (view) => {
      compiled ??= compile(texts, partials);
      return toXmlText(compiled.get(name)?.(view) ?? '');
    };
  };
}

function compile(
  texts: ReadonlyMap<string, string>,
  partials: ReadonlyMap<string, string>,
): ReadonlyMap<string, (view: unknown) => string> {
  const Handlebars: typeof HandlebarsModule = createRequire(import.meta.url)('handlebars');
  const handlebars = Handlebars.create();
  // Handlebars writes `=` as `&#x3D;`, which oEmbed consumers may not decode: PHP's `htmlspecialchars_decode`, which WordPress uses, knows only
  // the references of `escapeMarkup`.
  handlebars.registerHelper('plainUrl', (url: string) => new Handlebars.SafeString(escapeMarkup(url)));
  // Parsed here, because Handlebars would parse a template at its first use: an error in one then breaks all pages, and every test sees it.
  const prepare = (text: string) => handlebars.compile<unknown>(handlebars.parse(text), OPTIONS);
  for (const [name, text] of partials) handlebars.registerPartial(name, prepare(text));
  return new Map([...texts].map(([name, text]) => [name, prepare(text)]));
}

function* readTemplates(folder: string): Generator<[name: string, text: string]> {
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith('.hbs')) yield [basename(file, '.hbs'), readFileSync(join(folder, file), 'utf8')];
  }
}
