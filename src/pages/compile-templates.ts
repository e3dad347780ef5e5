import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import type HandlebarsModule from 'handlebars';
import { escapeMarkup } from '../model/escape-markup.ts';
import { toXmlText } from '../model/xml-text.ts';

type Template = (view: unknown) => string;

/** Strict: a name that is missing in the view is an error. No indentation of partials, because `pre` elements keep white space. */
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
 * Reads the templates of a folder and of its `partials/`. The result throws if there is no template of a name. All are compiled for the first
 * page, because a server's start and its feeds do not need them. A page has no control characters and lone surrogates.
 */
export function compileTemplates(folder: string): (name: string) => Template {
  const texts = new Map(readTemplates(folder));
  const partials = new Map(readTemplates(join(folder, 'partials')));
  let compiled: ReadonlyMap<string, Template> | undefined;
  return (name) => {
    if (!texts.has(name)) throw new Error(`Template ${folder}/${name}.hbs does not exist`);
    return (view) => {
      compiled ??= compile(texts, partials);
      return toXmlText(compiled.get(name)?.(view) ?? '');
    };
  };
}

type Texts = ReadonlyMap<string, string>;

function compile(texts: Texts, partials: Texts): ReadonlyMap<string, Template> {
  const Handlebars: typeof HandlebarsModule = createRequire(import.meta.url)('handlebars');
  const handlebars = Handlebars.create();
  // Handlebars writes `=` as `&#x3D;`, which PHP's `htmlspecialchars_decode` in an oEmbed consumer (WordPress) does not decode.
  handlebars.registerHelper('plainUrl', (url: string) => new Handlebars.SafeString(escapeMarkup(url)));
  // Parsed here and not at the first use, so that every test sees an error in any template.
  const prepare = (text: string) => handlebars.compile<unknown>(handlebars.parse(text), OPTIONS);
  for (const [name, text] of partials) handlebars.registerPartial(name, prepare(text));
  return new Map([...texts].map(([name, text]) => [name, prepare(text)]));
}

function* readTemplates(folder: string): Generator<[name: string, text: string]> {
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith('.hbs')) yield [basename(file, '.hbs'), readFileSync(join(folder, file), 'utf8')];
  }
}
