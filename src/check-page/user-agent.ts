/** The product name in the User-Agent of a check. A server refuses to check a page for another check, or two could call each other forever. */
export const CHECKER_NAME = 'TidingsPageCheck';

/** The User-Agent of a server's checks, with the address where the owner of a site can read about them. */
export function buildUserAgent(publicUrl: string): string {
  return `${CHECKER_NAME}/1 (+${publicUrl}/embed/check)`;
}
