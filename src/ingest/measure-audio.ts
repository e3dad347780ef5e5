import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../media/write-atomically.ts';
import { createHttpClient, type HttpClient, type HttpClientOptions } from '../net/http-client.ts';
import { PUBLIC_WEB } from '../net/network-policy.ts';
import { resolveInDns } from '../net/resolve-host.ts';

/** The length in bytes of audio elsewhere, or why it is not known. */
type MeasuredAudio =
  | { readonly kind: 'measured'; readonly bytes: number }
  | { readonly kind: 'unknown'; readonly got: string };

export type MeasureAudio = (url: string) => Promise<MeasuredAudio>;

/** An import waits for each answer. No body is read. */
const CLIENT: HttpClientOptions = {
  network: PUBLIC_WEB,
  resolveName: resolveInDns,
  userAgent: 'Tidings/1',
  limits: { timeoutMs: 5_000, headersTimeoutMs: 4_000, maxBodyBytes: 0, maxRedirects: 5 },
};
/** Of hosts that do not answer: an import must not wait for each of a thousand files. */
const MAX_DEAD_HOSTS = 100;

/** Asks for the headers of audio once: lengths are kept in files of `{mediaDir}/index`. A host that does not answer is not asked again. */
export function openAudioMeter(mediaDir: string, send: HttpClient = createHttpClient(CLIENT)): MeasureAudio {
  const deadHosts = new Map<string, string>();

  return async (address) => {
    const path = join(mediaDir, 'index', `audio-${createHash('sha256').update(address).digest('hex').slice(0, 32)}`);
    const known = Number(await readFile(path, 'utf8').catch(() => ''));
    if (isLength(known)) return { kind: 'measured', bytes: known };
    const url = URL.parse(address);
    if (url === null) return { kind: 'unknown', got: 'an invalid address' };
    const dead = deadHosts.get(url.host);
    if (dead !== undefined) return { kind: 'unknown', got: dead };

    // GET, since tracking services redirect, and the client follows redirects of no other method.
    const result = await send(url, { wantsBody: () => false });
    if (result.kind === 'failed') {
      if (deadHosts.size < MAX_DEAD_HOSTS) deadHosts.set(url.host, result.problem);
      return { kind: 'unknown', got: result.problem };
    }
    const { status, headers } = result;
    if (status !== 200) return { kind: 'unknown', got: `status ${status}` };
    const type = headers['content-type'] ?? '';
    if (/^(?:text\/|application\/(?:json|xml))/i.test(type)) return { kind: 'unknown', got: type };
    const bytes = Number(headers['content-length']);
    if (headers['content-encoding'] !== undefined || !isLength(bytes)) return { kind: 'unknown', got: 'no length' };
    // Without it, the next start measures again.
    await writeAtomically(path, String(bytes)).catch(() => undefined);
    return { kind: 'measured', bytes };
  };
}

function isLength(bytes: number): boolean {
  return Number.isSafeInteger(bytes) && bytes > 0;
}
