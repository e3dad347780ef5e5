import type { Answer, Ask } from './ask.ts';
import { createAsk } from './ask.ts';
import type { Check, Report } from './check.ts';

export interface ServerOptions {
  /** How this machine reaches the server itself; `undefined` where its port is not known. */
  readonly localUrl: string | undefined;
  readonly publicUrl: string;
  readonly newsroomToken: string;
}

interface Health {
  readonly status: 'ready' | 'degraded' | 'unavailable';
  readonly reason?: string;
  readonly problems?: readonly { readonly task: string; readonly reason: string; readonly since: string }[];
}

const LIMIT_MS = 8_000;
export const USER_AGENT = 'Tidings-Doctor';
/** What the metric counts: files that are refused, incomplete or not read. */
const PROBLEM_FILES = /^tidings_problem_files (\d+)/m;

/** The server of this machine: whether it runs, with these options, and what it says of itself. */
export function checkServer({ localUrl, publicUrl, newsroomToken }: ServerOptions): Check {
  return {
    name: 'server',
    limitMs: LIMIT_MS,
    async run(report, signal) {
      if (localUrl === undefined) {
        report.unknown('PORT is 0, so the port of the server is not known.', 'Set PORT to ask the server too.');
        return;
      }
      const ask = createAsk(USER_AGENT, signal);
      const answer = await ask(`${localUrl}/readyz`).catch((error: NodeJS.ErrnoException) => error);
      if (Error.isError(answer)) {
        reportSilence(report, localUrl, answer);
        return;
      }
      const health = parseHealth(answer);
      if (health === undefined) {
        report.problem(
          `Another program answers at ${localUrl}.`,
          'End it, or choose another PORT (and the same one in the proxy).',
        );
        return;
      }
      reportHealth(report, localUrl, health);
      await checkOptions(report, ask, localUrl, publicUrl);
      await checkFiles(report, ask, { localUrl, publicUrl, newsroomToken });
    },
  };
}

function reportSilence(report: Report, localUrl: string, { code }: NodeJS.ErrnoException): void {
  if (code === 'ECONNREFUSED')
    report.note(
      `No server runs at ${localUrl}.`,
      'Start it with "npm start" or "systemctl start tidings". If it ends at once, the end of its log says why: journalctl -u tidings',
    );
  else
    report.problem(
      `The server at ${localUrl} does not answer (${code ?? 'no answer in time'}).`,
      'Look at the processor and at the end of the log. Otherwise restart the server.',
    );
}

/** `undefined` for the answer of another program. */
export function parseHealth({ body }: Answer): Health | undefined {
  try {
    const health = JSON.parse(body.toString()) as Health;
    return ['ready', 'degraded', 'unavailable'].includes(health.status) ? health : undefined;
  } catch {
    return undefined;
  }
}

function reportHealth(report: Report, localUrl: string, { status, reason, problems = [] }: Health): void {
  for (const { task, reason: why, since } of problems)
    report.problem(`The server says: ${task}: ${why}, since ${since}.`, 'docs/operations.md says what to do for each.');
  if (status === 'ready') report.ok(`The server at ${localUrl} is ready.`);
  else if (status === 'unavailable' && reason !== 'the store cannot be read')
    report.note(`The server at ${localUrl} is not ready yet: ${reason}.`);
  else if (status === 'unavailable')
    report.problem(`The server at ${localUrl} cannot read its database.`, 'See the database above, and the log.');
}

/** A server that was started before `.env` was changed has other options. */
async function checkOptions(report: Report, ask: Ask, localUrl: string, publicUrl: string): Promise<void> {
  const { body } = await ask(`${localUrl}/robots.txt`, { headers: { 'Accept-Encoding': 'identity' } });
  const used = /^Sitemap: (\S+)\/sitemap\.xml$/m.exec(body.toString())?.[1];
  if (used !== undefined && used !== publicUrl)
    report.problem(
      `The server at ${localUrl} uses the public URL ${used}, and the options say ${publicUrl}.`,
      'Restart it: it reads the options when it starts. If that does not help, it is the server of another newsroom.',
    );
}

async function checkFiles(
  report: Report,
  ask: Ask,
  { localUrl, publicUrl, newsroomToken }: ServerOptions & { readonly localUrl: string },
): Promise<void> {
  const password = Buffer.from(`doctor:${newsroomToken}`).toString('base64');
  const headers = newsroomToken === '' ? {} : { Authorization: `Basic ${password}` };
  const { status, body } = await ask(`${localUrl}/metrics`, { headers });
  const files = Number(PROBLEM_FILES.exec(body.toString())?.[1]);
  if (status === 401)
    report.problem(
      `The server at ${localUrl} has another NEWSROOM_TOKEN than the options.`,
      'Restart it: it reads the options when it starts.',
    );
  else if (status !== 200 || Number.isNaN(files))
    report.unknown(
      'Without NEWSROOM_TOKEN the server does not tell which files it refuses.',
      'Set it, or look for "refused" in the log.',
    );
  else if (files > 0)
    report.note(
      `${files === 1 ? '1 file is' : `${files} files are`} refused, incomplete or not read at present.`,
      `${publicUrl}/newsroom/intake lists them, with line and reason.`,
    );
  else report.ok('No file is refused at present.');
}
