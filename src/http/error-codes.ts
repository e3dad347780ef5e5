/** The reader gets the meaning unless the route has a more exact text. */
export const ERROR_CODES = {
  'invalid-request': { status: 400, meaning: 'This request could not be understood.' },
  'password-needed': {
    status: 401,
    meaning: 'This page belongs to the newsroom. The password is its NEWSROOM_TOKEN, with any user name.',
  },
  'check-refused': {
    status: 403,
    meaning:
      'Open this address in a browser or request it from a program. It cannot be used in another page or by another check.',
  },
  'address-not-found': { status: 404, meaning: 'There is nothing at this address.' },
  'feed-not-found': { status: 404, meaning: 'There is no such feed here.' },
  'archive-page-not-found': { status: 404, meaning: 'There is no such archive page here.' },
  'article-not-found': { status: 404, meaning: 'There is no such article here.' },
  'embed-not-found': { status: 404, meaning: 'There is no feed or article here.' },
  'script-not-found': { status: 404, meaning: 'There is no such script here.' },
  'widget-version-not-found': { status: 404, meaning: 'There is no such version of the widget here.' },
  'file-not-found': { status: 404, meaning: 'There is no such file here.' },
  'method-not-allowed': { status: 405, meaning: 'This address can only be read.' },
  'body-too-large': { status: 413, meaning: 'This request is too large.' },
  'range-not-satisfiable': { status: 416, meaning: 'This range is not in the file.' },
  'too-many-requests': { status: 429, meaning: 'Too many requests. Please wait a minute.' },
  'internal-error': { status: 500, meaning: 'Something went wrong on the server. The error is in its log.' },
  'format-not-supported': { status: 501, meaning: 'This format is not supported.' },
  'too-many-custom-feeds': {
    status: 503,
    meaning: 'No more short addresses can be stored. The long address of the feed, /feeds/custom?…, works without one.',
  },
  'not-readable': { status: 503, meaning: 'This cannot be read at the moment. Please try again in a minute.' },
  'not-saved': { status: 503, meaning: 'This cannot be saved at the moment. Please try again in a minute.' },
  'too-many-checks': {
    status: 503,
    meaning: 'We are checking several pages at the moment. Please try again in a few seconds.',
  },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly meaning: string }>>;

export type ErrorCode = keyof typeof ERROR_CODES;
