import type { Headlines } from '../../widget/contract/headlines.ts';
import { renderHeadlines } from './headlines.ts';

/**
 * The widget as one script: its code, which refers to one free name, `TIDINGS`, and the headlines bound to that name.
 * Without headlines the code fetches its own. Safe in a file and inside a `<script>` element alike.
 */
export function renderWidgetScript(code: string, headlines?: Headlines): string {
  const argument = headlines === undefined ? 'void 0' : toScriptLiteral(renderHeadlines(headlines));
  // The line break ends a comment on the code's last line.
  return `(function(TIDINGS){${code.trimEnd()}\n})(${argument});\n`;
}

/** JSON that cannot end a script element, open a comment in it, or break a line for a parser older than ES2019. */
function toScriptLiteral(json: string): string {
  return json.replace(/[<\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
