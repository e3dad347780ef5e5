import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import type { RouteDependencies } from './app-dependencies.ts';
import { HttpError } from './http-error.ts';
import { limitRequests } from './limit-requests.ts';

const MAX_WRONG_PASSWORDS_A_MINUTE = 20;

const LOOPBACK_ADDRESS = /^(?:(?:::ffff:)?127(?:\.\d{1,3}){3}|::1)$/i;
const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;
/** Headers that reverse proxies add. */
const PROXY_HEADER = /^(?:x-forwarded-|forwarded$|x-real-ip$|via$|x-original-|cf-)|client-ip$/;

/** Lets only the newsroom's own people read a route: others are asked for the token, or get 404 where there is none. */
export function requireNewsroomAccess({
  site,
  newsroomToken: token,
  trustProxy,
}: Pick<RouteDependencies, 'site' | 'newsroomToken' | 'trustProxy'>): readonly RequestHandler[] {
  const isAllowed = createNewsroomAccess({ token, publicUrl: site.publicUrl, trustProxy });
  return [
    // The right password is refused too, or a program could try any number of words.
    limitRequests(MAX_WRONG_PASSWORDS_A_MINUTE, {
      skip: ({ headers }) => headers.authorization === undefined,
      failedOnly: true,
    }),
    (request, _response, next) => {
      if (isAllowed(request)) return next();
      if (token === '') throw new HttpError('address-not-found');
      throw new HttpError('password-needed', undefined, {
        'WWW-Authenticate': 'Basic realm="Newsroom", charset="UTF-8"',
      });
    },
  ];
}

interface AccessOptions {
  /** Empty: nobody has one. */
  readonly token: string;
  readonly publicUrl: string;
  readonly trustProxy: number;
}

/**
 * Returns a test for requests of the newsroom's own people: those with the token as password (RFC 7617), and those of the machine itself.
 * Behind a proxy every request comes from the machine, and nginx need not say that it is a proxy. So the machine itself counts only where
 * the server has no public URL. `Host` must be the machine too, since a site of another name can lead to its address (DNS rebinding).
 */
export function createNewsroomAccess({ token, publicUrl, trustProxy }: AccessOptions) {
  const isPublic = trustProxy > 0 || !LOOPBACK_HOST.test(new URL(publicUrl).host);

  return ({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): boolean => {
    if (token !== '' && hasPassword(headers.authorization, token)) return true;
    return (
      !isPublic &&
      LOOPBACK_ADDRESS.test(socket.remoteAddress ?? '') &&
      LOOPBACK_HOST.test(headers.host ?? '') &&
      !Object.keys(headers).some((name) => PROXY_HEADER.test(name))
    );
  };
}

/** Whether the password of Basic authentication is the token, with any user name. Takes the same time for every password. */
function hasPassword(authorization: string | undefined, token: string): boolean {
  const encoded = /^Basic +([\w+/=-]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return false;
  const credentials = Buffer.from(encoded, 'base64').toString();
  return timingSafeEqual(hash(credentials.slice(credentials.indexOf(':') + 1)), hash(token));
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
