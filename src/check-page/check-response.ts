import type { Finding } from '../model/page-report.ts';
import type { HttpProblem } from '../net/http-client.ts';
import { type FetchedPage, isHtml } from './fetch-page.ts';
import { problem, unknown } from './finding.ts';

const TRY_AGAIN = { todo: 'Try again in a minute.' };
const LOOK_YOURSELF = 'Open the page in your browser: you see either headlines or only a link.';
export const SEE_YOURSELF = { todo: LOOK_YOURSELF };
const LOGIN_PATH = /\/(?:wp-login\.php|log-?in|sign-?in)\b/i;

export const NEWSROOM_PAGE = unknown('newsroom-page', 'This is a page of the newsroom.', {
  todo: 'Give the address of the page on your own website where you pasted the headlines.',
});

export const UNREADABLE_PAGE = unknown(
  'unreadable',
  'We could not read this page to its end, so we do not know what it contains.',
  { todo: `Try again in a minute. If that does not help: ${LOOK_YOURSELF}` },
);

export const LOGIN_REQUIRED = unknown(
  'login-required',
  'Visitors have to log in to see this page, so we cannot see it.',
  { todo: `Give a page that everybody can see. Or check it yourself: ${LOOK_YOURSELF}` },
);

export function explainHttpProblem(reason: HttpProblem): Finding {
  switch (reason) {
    case 'invalid-url':
      return unknown('address-refused', 'This is not the address of a page.', {
        todo: 'Copy it from the browser’s address bar: https://www.your-church.org/news',
      });
    case 'unsupported-scheme':
      return unknown('address-refused', 'We can check only addresses that begin with http:// or https://.', {
        todo: 'Copy the address from the browser’s address bar.',
      });
    case 'credentials-in-url':
      return unknown('address-refused', 'This address contains a name or a password.', {
        todo: 'Remove it: we can check only pages that everybody can see.',
      });
    case 'port-not-allowed':
      return unknown('address-refused', 'This address contains a port that public websites do not use.', {
        todo: 'Remove the number after the colon.',
      });
    case 'host-not-public':
      return unknown('host-not-public', 'There is no public website at this address.', {
        todo: 'Compare it with the browser’s address bar. We cannot check pages in a church’s own network.',
      });
    case 'connection-refused':
      return unknown('unreachable', 'The site’s server refused our connection.', {
        todo: 'If the page opens in your browser, the server may block programs, or have no secure address: try it with http:// in front.',
      });
    case 'certificate':
      return unknown('certificate', 'We could not verify the site’s certificate (the lock beside the address).', {
        todo: 'Your visitors’ browsers may show a warning too. The person who looks after the site can renew the certificate or install it completely.',
      });
    case 'timeout':
      return unknown('too-slow', 'The site took too long to answer.', TRY_AGAIN);
    case 'invalid-response':
      return unknown('unreachable', 'The site’s answer was broken or incomplete.', TRY_AGAIN);
    case 'too-many-redirects':
      return unknown('too-many-redirects', 'The site redirects from one address to the next without end.', {
        todo: 'Perhaps it needs a cookie, which we do not accept. Give the address that your browser shows in the end.',
      });
  }
}

/** Why a response is not a page to check; `undefined` if it is one. */
export function checkResponse({ status, headers, url, redirected }: FetchedPage): Finding | undefined {
  if (status === 404 || status === 410) {
    return problem('page-missing', 'The site says that there is no page at this address.', {
      todo: 'Open the page in your browser and copy its address from there. A draft has to be published first.',
    });
  }
  if (status === 401 || (redirected && LOGIN_PATH.test(url.pathname))) return LOGIN_REQUIRED;
  if (headers['cf-mitigated'] !== undefined || status === 403 || status === 429) {
    return unknown(
      'access-denied',
      'The site blocks programs like ours. That does not affect your visitors.',
      SEE_YOURSELF,
    );
  }
  if (status >= 500) {
    return unknown('site-error', `The site answers with an error (${status}).`, {
      todo: 'Try again later. If the error stays, tell the person who looks after the site.',
    });
  }
  if (status < 200 || status >= 300)
    return unknown('site-error', `The site answers with ${status}, and no page.`, SEE_YOURSELF);
  if (isHtml(headers)) return undefined;
  return unknown('not-a-page', 'This is the address of a file, not of a web page.', {
    todo: 'Give the address of the page that shows the headlines.',
  });
}
