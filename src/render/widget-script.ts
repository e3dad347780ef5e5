import type { Headlines } from '../../widget/contract/headlines.ts';
import { renderHeadlines } from './headlines.ts';

/**
 * The widget as one script: its code in a function with two arguments, the headlines and the address of the second script. Without headlines, the widget
 * fetches them. Safe in a file and inside a `<script>` element.
 */
export function renderWidgetScript(code: string, secondScript: string, headlines?: Headlines): string {
  const argument = headlines === undefined ? 'void 0' : toScriptLiteral(renderHeadlines(headlines));
  return wrap(code, `${argument},${toScriptLiteral(JSON.stringify(secondScript))}`);
}

/**
 * The widget's code alone, for a released version. Its bytes are the same on every server, so it finds the server of the second script in its own
 * address. If an optimiser hides that address, an archive stays a list, and a ticker the link.
 */
export function renderVersionedScript(code: string, path: string): string {
  return wrap(
    code,
    `void 0,document.currentScript?.src.replace(/\\/v1\\..*/,${toScriptLiteral(JSON.stringify(path))})`,
  );
}

function wrap(code: string, values: string): string {
  // The line break ends a possible comment on the last line.
  return `(function(tidings,secondScript){${code.trimEnd()}\n})(${values});\n`;
}

/** JSON that cannot end a script element, open a comment in it, or break a line for a parser older than ES2019. */
function toScriptLiteral(json: string): string {
  return json.replace(/[<\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
