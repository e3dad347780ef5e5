import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { ACCEPTED_CODINGS } from './read-body.ts';
import type { HostAddress } from './resolve-host.ts';

/** What can go wrong between two machines. */
export type NetworkProblem = 'slow' | 'certificate' | 'refused' | 'broken';

export interface HeadOptions {
  readonly userAgent: string;
  /** Ends the request, and the reading of its body too. */
  readonly signal: AbortSignal;
  readonly headMs: number;
}

/** Policies of large sites are long. */
const MOST_HEADER_BYTES = 64 * 1024;

/**
 * Sends one GET to one of these addresses, and gives the answer when its head is there. The name is in `Host` and in TLS, but nobody resolves it a
 * second time: between a check and a connection a name could come to mean another machine (DNS rebinding). No cookie is sent or kept.
 */
export function sendRequest(
  url: URL,
  addresses: readonly HostAddress[],
  { userAgent, signal, headMs }: HeadOptions,
): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      agent: false,
      lookup: pinTo(addresses),
      maxHeaderSize: MOST_HEADER_BYTES,
      signal,
      headers: {
        'User-Agent': userAgent,
        Accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.1',
        'Accept-Encoding': ACCEPTED_CODINGS,
      },
    });
    const impatience = setTimeout(() => request.destroy(new SlowHead()), headMs);
    request.once('response', (response) => {
      clearTimeout(impatience);
      // A body that nobody reads may break off: that is no fault of ours.
      response.on('error', () => {});
      resolve(response);
    });
    request.on('error', (fault) => {
      clearTimeout(impatience);
      reject(fault);
    });
    request.end();
  });
}

/** What a fault of a request means. */
export function networkProblemOf(fault: unknown): NetworkProblem {
  if (fault instanceof SlowHead) return 'slow';
  const code = String((fault as NodeJS.ErrnoException | undefined)?.code);
  if (/CERT|SELF_SIGNED|^ERR_TLS|^ERR_SSL|^EPROTO$|UNABLE_TO_VERIFY/.test(code)) return 'certificate';
  if (code === 'ETIMEDOUT') return 'slow';
  return /^E(CONNREFUSED|HOSTUNREACH|NETUNREACH|ADDRNOTAVAIL)$/.test(code) ? 'refused' : 'broken';
}

class SlowHead extends Error {}

function pinTo(addresses: readonly HostAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}
