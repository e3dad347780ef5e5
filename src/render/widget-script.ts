import type { Headlines } from '../../widget/contract/headlines.ts';
import { renderHeadlines } from './headlines.ts';

/**
 * The widget as one script: its code, which refers to two free names, `tidings`, bound to the headlines, and `archive`, bound to the address of the archive's
 * script at this server. Without headlines the code fetches its own. Safe in a file and inside a `<script>` element alike.
 */
export function renderWidgetScript(code: string, archive: string, headlines?: Headlines): string {
  const argument = headlines === undefined ? 'void 0' : toScriptLiteral(renderHeadlines(headlines));
  return wrap(code, `${argument},${toScriptLiteral(JSON.stringify(archive))}`);
}

/**
 * The widget's code alone, to be kept under a version: the same bytes at every server, so that it finds the archive's script, which is at `path`, where it came
 * from itself. Where an optimiser hides that from it, an archive stays a list.
 */
export function renderVersionedScript(code: string, path: string): string {
  return wrap(
    code,
    `void 0,document.currentScript?.src.replace(/\\/v1\\..*/,${toScriptLiteral(JSON.stringify(path))})`,
  );
}

function wrap(code: string, values: string): string {
  // The line break ends a comment on the code's last line.
  return `(function(tidings,archive){${code.trimEnd()}\n})(${values});\n`;
}

/** JSON that cannot end a script element, open a comment in it, or break a line for a parser older than ES2019. */
function toScriptLiteral(json: string): string {
  return json.replace(/[<\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
