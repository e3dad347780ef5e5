const TIMEOUT_MS = 15_000;

/** Fetches JSON. A retracted article (410) answers with JSON too. Rejects on any other error, and on a timeout. */
export async function load<Answer>(address: string): Promise<Answer> {
  const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok && response.status !== 410) throw response;
  return response.json();
}
