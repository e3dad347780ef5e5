import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { Clock } from '../model/timestamp.ts';
import type { Report } from './check.ts';

interface Handshake {
  /** The code of OpenSSL; `undefined` for a valid certificate. */
  readonly fault: string | undefined;
  readonly validTo: string | undefined;
  readonly hasHttp2: boolean;
}

const DAY_MS = 86_400_000;
const MIN_DAYS = 14;
const TIMEOUT_MS = 4_000;

const RENEW = 'Renew it, for example with "certbot renew", and reload the proxy.';
/** By the code of OpenSSL. */
const FAULTS: Readonly<Record<string, readonly [what: string, todo: string]>> = {
  CERT_HAS_EXPIRED: ['has expired', RENEW],
  CERT_NOT_YET_VALID: ['is not valid yet', 'Is the clock of this machine right?'],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'is for another name',
    'Get one for the name of PUBLIC_URL, and name it in the proxy.',
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    'comes without the certificate of its issuer, or this machine does not know the issuer',
    'Name the full chain in the proxy (for nginx and certbot: fullchain.pem, not cert.pem).',
  ],
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    'is self-signed, so browsers and feed readers refuse it',
    'Get one from an authority, such as Let’s Encrypt.',
  ],
  SELF_SIGNED_CERT_IN_CHAIN: [
    'is from an authority that this machine does not know',
    'Get one from a public authority, such as Let’s Encrypt.',
  ],
};

/** Reports the certificate of an https address. Resolves with false where readers cannot use it. */
export async function checkCertificate(report: Report, url: URL, clock: Clock): Promise<boolean> {
  const { fault, validTo, hasHttp2 } = await shakeHands(url);
  if (fault !== undefined) {
    const [what, todo] = FAULTS[fault] ?? [`is not valid (${fault})`, 'Get a valid one, for example with certbot.'];
    report.problem(`The certificate of ${url.origin} ${what}.`, todo);
    return false;
  }
  const days = Math.floor((Date.parse(validTo ?? '') - clock()) / DAY_MS);
  if (days < MIN_DAYS) report.problem(`The certificate of ${url.origin} expires in ${days} days.`, RENEW);
  else report.ok(`The certificate of ${url.origin} is valid for ${days} days.`);
  if (!hasHttp2)
    report.note(
      `${url.origin} does not offer HTTP/2, with which browsers load pages sooner.`,
      'Turn it on in the proxy (for nginx: "http2 on;", before version 1.25 "listen 443 ssl http2;").',
    );
  return true;
}

/** Rejects where nothing answers, or something else than TLS. */
function shakeHands(url: URL): Promise<Handshake> {
  const { promise, resolve, reject } = Promise.withResolvers<Handshake>();
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const socket = connect(
    {
      host,
      port: Number(url.port || 443),
      ...(isIP(host) === 0 && { servername: host }),
      // A certificate that is not valid is described too.
      rejectUnauthorized: false,
      ALPNProtocols: ['h2', 'http/1.1'],
    },
    () => {
      const fault = socket.authorized ? undefined : codeOf(socket.authorizationError);
      resolve({ fault, validTo: socket.getPeerCertificate().valid_to, hasHttp2: socket.alpnProtocol === 'h2' });
      socket.destroy();
    },
  );
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
  socket.once('error', reject);
  return promise;
}

/** Node gives an error or its code, whatever its types say. */
function codeOf(error: unknown): string {
  return Error.isError(error) && 'code' in error ? String(error.code) : String(error);
}
