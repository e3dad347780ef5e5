/** How a check names itself to the sites that it looks at; a server that gets it on its own check does not go round in circles. */
export const CHECKER_NAME = 'TidingsPageCheck';

/** The User-Agent of the checks of a server, with the page where its owner can read what they are. */
export function userAgentOf(publicUrl: string): string {
  return `${CHECKER_NAME}/1 (+${publicUrl}/embed/check)`;
}
