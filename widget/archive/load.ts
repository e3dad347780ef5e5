/** How long an answer may take, in milliseconds. */
const PATIENCE_MS = 15_000;

/** What stands at an address as JSON; of one that is gone (410) what it says of itself. Rejects where nothing is to be had, in time. */
export async function load<Answer>(address: string): Promise<Answer> {
  const giveUp = new AbortController();
  setTimeout(() => giveUp.abort(), PATIENCE_MS);
  const response = await fetch(address, { credentials: 'omit', signal: giveUp.signal });
  if (!response.ok && response.status !== 410) throw response;
  return response.json();
}
