import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Answer, sendRequest, waitUntilSettled } from './send-request.ts';

/** Content codings, as in `Accept-Encoding`. */
const CODINGS = ['identity', 'gzip', 'br'] as const;
export type Coding = (typeof CODINGS)[number];

/** A document of our server, for other servers to send. */
export interface PreparedDocument {
  readonly path: string;
  readonly coding: Coding;
  readonly etag: string;
  /** Names and values alternate. */
  readonly head: readonly string[];
  readonly notModifiedHead: readonly string[];
  readonly body: Buffer;
}

/** Headers that each server writes itself. */
const CONNECTION_HEADERS: readonly string[] = ['date', 'connection', 'keep-alive', 'server'];

/** Requests documents in every coding, waits for their final versions, and saves them in a folder. */
export async function capturePrepared(port: number, paths: readonly string[], folder: string): Promise<void> {
  const captured = await Promise.all(
    paths.flatMap((documentPath) => CODINGS.map((coding) => capture(port, documentPath, coding))),
  );
  for (const [number, { body }] of captured.entries()) writeFileSync(bodyFile(folder, number), body);
  const index = captured.map(({ body, ...document }) => document);
  writeFileSync(path.join(folder, 'prepared.json'), JSON.stringify(index));
}

async function capture(port: number, documentPath: string, coding: Coding): Promise<PreparedDocument> {
  const headers = { 'Accept-Encoding': coding };
  const answer = await waitUntilSettled(port, { path: documentPath, headers });
  const etag = answer.headers.etag ?? '';
  const unchanged = await sendRequest(port, { path: documentPath, headers: { ...headers, 'If-None-Match': etag } });
  if (unchanged.status !== 304) throw new Error(`expected 304 from ${documentPath}, got ${unchanged.status}`);
  const [head, notModifiedHead] = [headOf(answer), headOf(unchanged)];
  return { path: documentPath, coding, etag, head, notModifiedHead, body: answer.body };
}

/** Loads the documents that `capturePrepared` saved. */
export function loadPrepared(folder: string): readonly PreparedDocument[] {
  const index = JSON.parse(readFileSync(path.join(folder, 'prepared.json'), 'utf8')) as Omit<
    PreparedDocument,
    'body'
  >[];
  return index.map((document, number) => ({ ...document, body: readFileSync(bodyFile(folder, number)) }));
}

/** Finds a document by path and `Accept-Encoding`, with one map look-up each. */
export function prepareLookUp(
  documents: readonly PreparedDocument[],
): (path: string, acceptEncoding: string | undefined) => PreparedDocument | undefined {
  const byPath = new Map<string, Map<string | undefined, PreparedDocument>>();
  for (const document of documents) {
    const codings = byPath.get(document.path) ?? new Map<string | undefined, PreparedDocument>();
    codings.set(document.coding, document);
    if (document.coding === 'identity') codings.set(undefined, document);
    byPath.set(document.path, codings);
  }
  return (documentPath, acceptEncoding) => byPath.get(documentPath)?.get(acceptEncoding);
}

function bodyFile(folder: string, number: number): string {
  return path.join(folder, `prepared-${number}`);
}

function headOf({ rawHeaders }: Answer): readonly string[] {
  const head: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    if (!CONNECTION_HEADERS.includes(name.toLowerCase())) head.push(name, value);
  }
  return head;
}
