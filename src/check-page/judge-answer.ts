import type { Finding } from '../model/page-report.ts';
import type { HttpProblem } from '../net/http-client.ts';
import { type FetchedPage, isHtml } from './fetch-page.ts';

/** Why nothing could be fetched, in words. */
export function judgeFailure(problem: HttpProblem): Finding {
  switch (problem) {
    case 'invalid-url':
      return refused(
        'This is not the address of a page.',
        'Copy it from the browser’s address bar: https://www.your-church.org/news',
      );
    case 'unsupported-scheme':
      return refused('Only addresses that begin with http:// or https:// can be looked at.');
    case 'credentials-in-url':
      return refused(
        'There is a name or password in this address.',
        'Leave it out: only pages that everybody can see can be looked at.',
      );
    case 'port-not-allowed':
      return refused('This address names a port that no public website uses.', 'Leave out the number after the colon.');
    case 'host-not-public':
      return unknown(
        'not-on-the-web',
        'This address leads to no website that everybody can reach.',
        'Is it spelt as in the browser’s address bar? Pages inside a church’s own network cannot be looked at from here.',
      );
    case 'connection-refused':
      return unknown(
        'unreachable',
        'The site’s server does not take our call.',
        'If the page opens in your browser, the server may turn programs away, or have no secure address: try it with http:// in front.',
      );
    case 'certificate':
      return unknown(
        'certificate',
        'The site’s certificate (the lock beside the address) could not be verified, so we went no further.',
        'Your visitors’ browsers may warn them, too. Whoever looks after the site can renew it, or have it sent in full.',
      );
    case 'timeout':
      return unknown('too-slow', 'The site took too long to answer.', 'Try again in a minute.');
    case 'invalid-response':
      return unknown('unreachable', 'The site broke off its answer.', 'Try again in a minute.');
    case 'too-many-redirects':
      return unknown(
        'too-many-redirects',
        'The site leads on from one address to the next without end.',
        'Perhaps it needs a cookie, which we do not take. Give the address at which the page opens in the end.',
      );
  }
}

/** Why an answer is no page to look at; `undefined` where it is one. */
export function judgeAnswer({ status, headers, url, redirected }: FetchedPage): Finding | undefined {
  if (status === 404 || status === 410) {
    return {
      kind: 'page-missing',
      weight: 'mend',
      says: 'The site says that it has no page at this address.',
      todo: 'Open the page in your browser and copy its address from there. A draft has to be published first.',
    };
  }
  if (status === 401 || (redirected && /\/(?:wp-login\.php|log-?in|sign-?in)\b/i.test(url.pathname))) return logIn();
  if (headers['cf-mitigated'] !== undefined || status === 403 || status === 429) {
    return unknown(
      'turned-away',
      'The site turns programs like ours away, which says nothing of your visitors.',
      'Open the page in your browser: the headlines either stand there, or only their link does.',
    );
  }
  if (status >= 500) {
    return unknown(
      'site-error',
      `The site answers with an error of its own (${status}).`,
      'Try again later. If it stays, tell whoever looks after the site.',
    );
  }
  if (status < 200 || status >= 300) return unknown('site-error', `The site answers with ${status}, and no page.`);
  if (!isHtml(headers)) {
    return unknown(
      'not-a-page',
      'What stands at this address is no web page, but a file of another kind.',
      'Give the address of the page that shows the headlines.',
    );
  }
  return undefined;
}

/** An easy slip: the address of the builder or of a feed's page, copied from the next tab. */
export function ourOwnPage(): Finding {
  return unknown(
    'our-own-page',
    'This is a page of the newsroom itself.',
    'Give the address of the page on your own website where you pasted the headlines.',
  );
}

/** A page that was made to be read for ever, or a fault of ours: nothing that a volunteer can mend. */
export function unreadablePage(): Finding {
  return unknown(
    'unreadable',
    'We could not read this page to its end, so we do not know what stands on it.',
    'Try again in a minute. If it stays so, open the page in your browser: the headlines either stand there, or only their link does.',
  );
}

/** A page that is not for everybody. */
export function logIn(): Finding {
  return unknown(
    'log-in',
    'The page is only for those who log in, so we cannot see it.',
    'Give a page that everybody can see, or look at it yourself: the headlines either stand there, or only their link does.',
  );
}

/** A finding that leaves the question open. */
export function unknown(kind: Finding['kind'], says: string, todo?: string): Finding {
  return { kind, weight: 'unknown', says, ...(todo === undefined ? {} : { todo }) };
}

function refused(says: string, todo?: string): Finding {
  return unknown('address-refused', says, todo);
}
