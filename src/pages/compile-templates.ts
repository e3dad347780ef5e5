import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import type HandlebarsModule from 'handlebars';
import { escapeMarkup } from '../model/escape-markup.ts';
import { toXmlText } from '../model/xml-text.ts';

/** A page's template: the same view gives the same HTML. */
export type Template<View> = (view: View) => string;

/**
 * Strict: a name that the view lacks is an error, never an empty place. Known helpers only: a title called `each` is data.
 * Partials are not indented, because white space counts inside `pre`.
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
 * Reads every `*.hbs` of the folder, and its `partials/`, once. The function that comes back gives a template by name and throws where there is none.
 * They are compiled when the first page is asked for, all at once: a feed needs none of them, and the start of a server does not wait for
 * them. Values are escaped unless a template says otherwise; what no document may hold (control characters, lone surrogates) is taken out of the
 * finished page.
 */
export function compileTemplates(folder: string): <View>(name: string) => Template<View> {
  const texts = new Map(readTemplates(folder));
  const partials = new Map(readTemplates(join(folder, 'partials')));
  let compiled: ReadonlyMap<string, (view: unknown) => string> | undefined;
  return (name) => {
    if (!texts.has(name)) throw new Error(`expected a template ${name}.hbs in ${folder}, got none`);
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
  // Handlebars writes `=` as `&#x3D;`. What finds oEmbed in a page is seldom a parser of HTML: PHP's `htmlspecialchars_decode`, which
  // WordPress uses, knows the references of `escapeMarkup` alone.
  handlebars.registerHelper('plainUrl', (url: string) => new Handlebars.SafeString(escapeMarkup(url)));
  // Handlebars compiles each at its first use; parsed here, one with a fault in it spoils every page, so that no test can miss it.
  const prepare = (text: string) => handlebars.compile<unknown>(handlebars.parse(text), OPTIONS);
  for (const [name, text] of partials) handlebars.registerPartial(name, prepare(text));
  return new Map([...texts].map(([name, text]) => [name, prepare(text)]));
}

function* readTemplates(folder: string): Generator<[name: string, text: string]> {
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith('.hbs')) yield [basename(file, '.hbs'), readFileSync(join(folder, file), 'utf8')];
  }
}
