export const CDN_KINDS = ['varnish', 'nginx', 'cloudflare', 'fastly'] as const;
export type CdnKind = (typeof CDN_KINDS)[number];

export const API_URLS: Partial<Readonly<Record<CdnKind, string>>> = {
  cloudflare: 'https://api.cloudflare.com/client/v4',
  fastly: 'https://api.fastly.com',
};

/** Whether a kind is a service with an API, and not a proxy of the newsroom's own. */
export function hasApi(kind: CdnKind): boolean {
  return API_URLS[kind] !== undefined;
}
