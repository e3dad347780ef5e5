import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import type { HostAddress } from './resolve-host.ts';

export type NetworkProblem = 'timeout' | 'certificate' | 'connection-refused' | 'invalid-response';

interface SendOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
  readonly signal: AbortSignal;
  readonly headersTimeoutMs: number;
}

/** The Content-Security-Policy of a large site is long; Node's own limit is 16 KiB. */
const MAX_HEADER_BYTES = 64 * 1024;
const SWITCHING_PROTOCOLS = 101;

/** Sends one request to one of these addresses. The host is not resolved again: it could get another address (DNS rebinding). */
export function sendRequest(
  url: URL,
  addresses: readonly HostAddress[],
  { method, headers, body, signal, headersTimeoutMs }: SendOptions,
): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      agent: false,
      lookup: pinTo(addresses),
      maxHeaderSize: MAX_HEADER_BYTES,
      method,
      headers,
      signal,
    });
    const timer = setTimeout(() => request.destroy(new HeadersTimeout()), headersTimeoutMs);
    const fail = (fault: Error): void => {
      clearTimeout(timer);
      reject(fault);
    };
    const refuseProtocol = (socket: Duplex): void => {
      socket.destroy();
      fail(new Error('expected a response, got another protocol'));
    };
    request.once('response', (response) => {
      // The error of a body that nobody reads must not end the process.
      response.on('error', () => {});
      if (response.statusCode === SWITCHING_PROTOCOLS) return refuseProtocol(response.socket);
      clearTimeout(timer);
      resolve(response);
    });
    // Without a listener Node ends such a response without any event.
    request.once('upgrade', (_response, socket) => refuseProtocol(socket));
    request.on('error', fail);
    request.end(body);
  });
}

export function networkProblemOf(fault: unknown): NetworkProblem {
  if (fault instanceof HeadersTimeout) return 'timeout';
  const code = String((fault as NodeJS.ErrnoException | undefined)?.code);
  if (/CERT|SELF_SIGNED|^ERR_TLS|^ERR_SSL|^EPROTO$|UNABLE_TO_VERIFY/.test(code)) return 'certificate';
  if (code === 'ETIMEDOUT') return 'timeout';
  return /^E(CONNREFUSED|HOSTUNREACH|NETUNREACH|ADDRNOTAVAIL)$/.test(code) ? 'connection-refused' : 'invalid-response';
}

class HeadersTimeout extends Error {}

function pinTo(addresses: readonly HostAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}
