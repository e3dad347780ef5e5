import type { Interface } from 'node:readline/promises';
import { OPTIONS } from '../config.ts';
import { findCanonicalTag } from '../model/language.ts';
import { StartError, showValue } from '../model/problem.ts';
import { loadAppearance } from './load-appearance.ts';

export interface NewsroomAnswers {
  readonly name?: string;
  readonly url?: string;
  readonly port?: string;
  readonly timeZone?: string;
  readonly language?: string;
  readonly contact?: string;
  readonly logo?: string;
  readonly colour?: string;
}

/** Says what is wrong with an answer; `undefined` where it is right. */
type Check = (answer: string) => string | undefined | Promise<string | undefined>;

interface Question {
  readonly text: string;
  /** The answer of an empty line. */
  readonly fallback?: string;
  readonly check: Check;
}

const QUESTIONS: Readonly<Record<keyof NewsroomAnswers, Question>> = {
  name: { text: 'Name of the newsroom, as readers see it', check: asOption('SITE_NAME') },
  url: { text: 'Address that readers will use (empty: this machine only)', check: asOption('PUBLIC_URL') },
  port: { text: 'Port to listen on', fallback: '3000', check: asOption('PORT') },
  timeZone: {
    text: 'Time zone',
    fallback: Intl.DateTimeFormat().resolvedOptions().timeZone,
    check: asOption('TIMEZONE'),
  },
  language: { text: 'Language of most articles', fallback: 'en', check: checkLanguage },
  contact: { text: 'E-mail address or https page for readers (empty: none)', check: asOption('SITE_CONTACT') },
  logo: { text: 'Logo, an image file or https address (empty: none)', check: checkLogo },
  colour: { text: 'Colour of links, such as 1d4e89 (empty: the usual one)', check: asOption('SITE_COLOUR') },
};

/** Asks for what is not given, and asks again after a wrong answer. Rejects with a `StartError` after Ctrl-C. */
export async function askForNewsroom(
  given: NewsroomAnswers,
  terminal: Pick<Interface, 'question'>,
  say: (text: string) => void,
): Promise<NewsroomAnswers> {
  const answers: Record<string, string> = { ...given };
  for (const [name, { text, fallback = '', check }] of Object.entries(QUESTIONS)) {
    while (answers[name] === undefined) {
      const written = await terminal.question(fallback === '' ? `${text}: ` : `${text} [${fallback}]: `).catch(() => {
        throw new StartError('Nothing was made.');
      });
      const answer = written.trim() || fallback;
      const problem = await check(answer);
      if (problem === undefined) answers[name] = answer;
      else say(`  ${problem}\n`);
    }
  }
  return answers;
}

function asOption(name: keyof typeof OPTIONS): Check {
  return (answer) => {
    const expected = OPTIONS[name].check.safeParse(answer).error?.issues[0]?.message;
    return expected && `expected ${expected}, got ${showValue(answer)}`;
  };
}

export function checkLanguage(tag: string): string | undefined {
  if (findCanonicalTag(tag) !== undefined) return undefined;
  return `expected a language tag such as en or pt-BR, got ${showValue(tag)}`;
}

async function checkLogo(logo: string): Promise<string | undefined> {
  const problem = await asOption('SITE_LOGO')(logo);
  if (problem !== undefined) return problem;
  const appearance = loadAppearance({ SITE_COLOUR: undefined, SITE_COLOUR_DARK: undefined, SITE_LOGO: logo });
  return appearance.then(
    () => undefined,
    (error: Error) => error.message,
  );
}
