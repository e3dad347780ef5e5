import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Handlebars from 'handlebars';
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
  },
  preventIndent: true,
};

/**
 * Reads every `*.hbs` of the folder, and its `partials/`, once; one with a fault is an error now. The function that comes
 * back gives a template by name and throws where there is none. Values are escaped unless a template says otherwise; what
 * no document may hold (control characters, lone surrogates) is taken out of the finished page.
 */
export function compileTemplates(folder: string): <View>(name: string) => Template<View> {
  const handlebars = Handlebars.create();
  // Handlebars compiles at the first use; parsed here, a template with a fault in it is an error at the start.
  const compile = (text: string) => handlebars.compile<unknown>(handlebars.parse(text), OPTIONS);
  for (const [name, text] of readTemplates(join(folder, 'partials'))) {
    handlebars.registerPartial(name, compile(text));
  }
  const templates = new Map([...readTemplates(folder)].map(([name, text]) => [name, compile(text)]));
  return (name) => {
    const template = templates.get(name);
    if (template === undefined) throw new Error(`expected a template ${name}.hbs in ${folder}, got none`);
    return (view) => toXmlText(template(view));
  };
}

function* readTemplates(folder: string): Generator<[name: string, text: string]> {
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith('.hbs')) yield [basename(file, '.hbs'), readFileSync(join(folder, file), 'utf8')];
  }
}
