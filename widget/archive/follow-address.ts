import { addressWith, idInAddress } from './address.ts';

/** An archive on the page that can show the article of the page's address. */
export interface Follower {
  readonly section: HTMLElement;
  /** Shows an article, or the list. */
  show(id: string | undefined): Promise<void>;
  /** Whether the visitor opened the article here before. */
  has(id: string): boolean;
}

/** All archives of the page, the last used first. The first one shows an article that none of them has had. */
let followers: readonly Follower[] = [];

/** Shows from now on what the page's address asks for, while the archive is on the page. Returns the archive. */
export function followAddress(follower: Follower): Follower {
  const follow = (): void => {
    if (!follower.section.isConnected || followers.includes(follower)) return;
    followers = [...followers, follower];
    showAddressed();
  };
  follow();
  // Routers and page builders take the section away and bring it back, which changes its size.
  new ResizeObserver(follow).observe(follower.section);
  // The browser ignores a listener that it has.
  addEventListener('popstate', showAddressed);
  return follower;
}

/** Puts an archive before all others that had the same article. */
export function preferFollower(follower: Follower): void {
  followers = [...new Set([follower, ...followers])];
}

/** Lets every archive show what the page's address asks for. */
export function showAddressed(): void {
  const id = idInAddress();
  followers = followers.filter(({ section }) => section.isConnected);
  const chosen = id && (followers.find((follower) => follower.has(id)) ?? followers[0]);
  for (const follower of followers) void follower.show(follower === chosen ? id : undefined);
}

/** Adds an article to the page's address and history, or takes it out. Returns whether the page allowed it. The history state belongs to the page and stays. */
export function pushAddress(id: string | undefined): boolean {
  try {
    history.pushState(history.state, '', addressWith(id));
    return true;
  } catch {
    return false;
  }
}
