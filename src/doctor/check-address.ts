import { randomUUID } from 'node:crypto';
import type { Clock } from '../model/timestamp.ts';
import { type Answer, type Ask, createAsk } from './ask.ts';
import type { Check, Report } from './check.ts';
import { checkCertificate } from './check-certificate.ts';
import { describeDifference, MAX_DIFFERENCE_MS } from './check-clock.ts';
import { checkDocuments } from './check-documents.ts';
import { checkProxies } from './check-proxies.ts';
import { parseHealth, USER_AGENT } from './check-server.ts';

interface AddressOptions {
  readonly publicUrl: string;
  /** Whether the operator has set it. */
  readonly hasPublicUrl: boolean;
  /** How this machine reaches the server itself. */
  readonly localUrl: string | undefined;
  readonly trustProxy: number;
  readonly clock: Clock;
  /** The id of the feed whose documents are compared; `undefined` where the definitions are invalid. */
  readonly mainFeed: () => Promise<string | undefined>;
}

const LIMIT_MS = 18_000;
const MAX_REDIRECTS = 5;
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;
/** Answers of a proxy whose server does not answer. Cloudflare has its own from 520. */
const NO_SERVER: ReadonlySet<number> = new Set([502, 503, 504, 520, 521, 522, 523, 524]);

/** The public address, from outside in: name, certificate, redirects, the server behind it, and what a proxy changes. */
export function checkAddress({
  publicUrl,
  hasPublicUrl,
  localUrl,
  trustProxy,
  clock,
  mainFeed,
}: AddressOptions): Check {
  return {
    name: 'address',
    limitMs: LIMIT_MS,
    async run(report, signal) {
      if (!hasPublicUrl) {
        report.note(
          'There is no PUBLIC_URL: addresses in feeds lead to this machine only.',
          'Set it before the first reader subscribes. For a trial on this machine it is not needed.',
        );
        return;
      }
      const url = new URL(publicUrl);
      const ask = createAsk(USER_AGENT, signal);
      if (url.protocol === 'https:') {
        const isValid = await checkCertificate(report, url, clock).catch((error) => reportSilence(report, url, error));
        if (!isValid) return;
      } else if (!LOOPBACK.test(url.hostname))
        report.note(
          `PUBLIC_URL has no https: browsers show no widget of ${url.origin} in https pages.`,
          'Let a proxy add TLS (docs/newsroom.md), and change PUBLIC_URL.',
        );
      const answer = await ask(`${publicUrl}/readyz`).catch((error) => reportSilence(report, url, error));
      if (answer === false) return;
      if (answer.headers.location !== undefined) return await reportRedirect(report, ask, publicUrl, answer);
      if (!(await checkReached(report, ask, { publicUrl, localUrl }, answer))) return;
      checkDate(report, answer, clock);
      await checkProxies(report, ask, { publicUrl, trustProxy });
      const feed = await mainFeed();
      if (localUrl !== undefined && feed !== undefined)
        await checkDocuments(report, ask, { publicUrl, localUrl, feed });
    },
  };
}

function reportSilence(report: Report, url: URL, { code = '', message }: NodeJS.ErrnoException): false {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    report.problem(
      `The name ${url.hostname} of PUBLIC_URL has no address.`,
      'Check PUBLIC_URL, and the entry in the DNS.',
    );
  else if (code === 'ECONNREFUSED')
    report.problem(
      `Nothing listens at ${url.hostname}, port ${port}, to which PUBLIC_URL leads.`,
      'Start the proxy or server that should listen there, and check its configuration (for nginx: nginx -t). Check PUBLIC_URL and where its name leads.',
    );
  else if (/^(?:EPROTO|ERR_SSL_)/.test(code))
    report.problem(
      `${url.hostname}, port ${port}, does not speak TLS, though PUBLIC_URL begins with https.`,
      'Let the proxy listen there with a certificate (for nginx: "listen 443 ssl;").',
    );
  else
    report.problem(
      `${url.origin} does not answer this machine (${code === '' ? message : code}).`,
      'Check the firewall, and where the name leads. Some networks do not let a machine reach its own public address: then try it from another one.',
    );
  return false;
}

/** `PUBLIC_URL` should be the address that readers end at. */
async function reportRedirect(report: Report, ask: Ask, publicUrl: string, first: Answer): Promise<void> {
  let from = `${publicUrl}/readyz`;
  let answer = first;
  const seen = new Set([from]);
  while (answer.headers.location !== undefined && seen.size <= MAX_REDIRECTS) {
    const to = URL.parse(answer.headers.location, from)?.href ?? '';
    if (to === '' || seen.has(to)) break;
    seen.add(to);
    from = to;
    answer = await ask(to);
  }
  if (answer.headers.location === undefined)
    report.problem(
      `${publicUrl} redirects to ${from.replace(/\/readyz$/, '')}.`,
      'Set PUBLIC_URL to that address, or let the proxy answer without a redirect.',
    );
  else
    report.problem(
      `${publicUrl} redirects in a circle: ${[...seen].slice(0, 3).join(', ')}.`,
      'Often a CDN asks the proxy by http, which redirects to https: let the CDN use https ("Full" at Cloudflare).',
    );
}

/** Whether this newsroom answers there: its page for an address that nobody has asked for is the same, and no cache has it. */
async function checkReached(
  report: Report,
  ask: Ask,
  { publicUrl, localUrl }: { readonly publicUrl: string; readonly localUrl: string | undefined },
  readyz: Answer,
): Promise<boolean> {
  const health = parseHealth(readyz);
  const path = `/doctor-${randomUUID()}`;
  const headers = { 'Accept-Encoding': 'identity' };
  const missing = await ask(`${publicUrl}${path}`, { headers });
  const own = localUrl === undefined ? undefined : await ask(`${localUrl}${path}`, { headers }).catch(() => undefined);
  if (health === undefined) {
    reportOther(report, publicUrl, readyz, {
      isPrefixKept: own !== undefined && keepsPrefix(publicUrl, path, missing, own),
      isRunning: own !== undefined,
    });
    return false;
  }
  if (own === undefined) {
    report.ok(`A server of Tidings answers at ${publicUrl}.`);
    return true;
  }
  if (own.status !== 404) return true;
  if (missing.status !== 404)
    report.problem(
      `The proxy of ${publicUrl} answers ${missing.status} for an address that does not exist; the server says 404.`,
      'Let it pass on the answer of the server, so that readers and search engines forget such addresses.',
    );
  else if (missing.headers['content-security-policy'] === undefined)
    report.problem(
      `The proxy of ${publicUrl} replaces the error pages of the server.`,
      'Let it pass them on (for nginx: remove "proxy_intercept_errors on;").',
    );
  else if (!missing.body.equals(own.body))
    report.problem(
      `Another server answers at ${publicUrl}, or it has other options or feed definitions than the one of this machine.`,
      'Check where the name and the proxy lead. Several servers need the same options and definitions; restart them after a change of .env.',
    );
  else report.ok(`${publicUrl} leads to this newsroom.`);
  return true;
}

/** The server's page names the path that was asked for. */
function keepsPrefix(publicUrl: string, path: string, missing: Answer, own: Answer): boolean {
  const prefix = prefixOf(publicUrl);
  return prefix !== '' && missing.body.toString().replaceAll(`${prefix}${path}`, path) === own.body.toString();
}

function prefixOf(publicUrl: string): string {
  return new URL(publicUrl).pathname.replace(/\/$/, '');
}

function reportOther(
  report: Report,
  publicUrl: string,
  { status }: Answer,
  { isPrefixKept, isRunning }: { readonly isPrefixKept: boolean; readonly isRunning: boolean },
): void {
  if (NO_SERVER.has(status))
    report.problem(
      `The proxy of ${publicUrl} answers ${status}: it does not reach the server.`,
      isRunning
        ? 'The server runs on this machine. Does the proxy use its address and port (HOST, PORT)?'
        : 'Start the server: none runs on this machine.',
    );
  else if (isPrefixKept)
    report.problem(
      `The proxy of ${publicUrl} sends the prefix ${prefixOf(publicUrl)} to the server, which answers ${status}.`,
      'Let it remove the prefix (for nginx: a slash at the end of "proxy_pass http://127.0.0.1:3000/;").',
    );
  else if (status === 401 || status === 403)
    report.problem(
      `${publicUrl} answers ${status}: something in front of the server refuses readers.`,
      'Look for a password, a firewall for web applications, or a check for robots. Feed readers cannot pass it.',
    );
  else
    report.problem(
      `Another program answers at ${publicUrl}, with the status ${status}.`,
      'Check PUBLIC_URL, where its name leads, and which server the proxy uses for this name and path.',
    );
}

/** No cache keeps this answer, so its date is the present. */
function checkDate(report: Report, { headers }: Answer, clock: Clock): void {
  const difference = clock() - Date.parse(headers.date ?? '');
  // The header has whole seconds.
  if (Math.abs(difference) > MAX_DIFFERENCE_MS + 1_000)
    report.problem(
      `The clock of this machine is ${describeDifference(difference)} that of the machine that answers at PUBLIC_URL.`,
      'Let both set their clocks by NTP: timedatectl set-ntp true',
    );
}
