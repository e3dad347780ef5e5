import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { GeneratorOrder, LoadResult } from './load-order.ts';
import { isInstalled } from './machine.ts';
import { start } from './processes.ts';
import type { BenchRequest } from './send-request.ts';

/** Sends requests as fast as the server answers. */
export interface LoadGenerator {
  readonly name: string;
  /** Rejects if an answer is an error or missing. */
  run(port: number, request: BenchRequest, seconds: number): Promise<LoadResult>;
}

/** Keep-alive connections, each with one request at a time. */
export const CONNECTIONS = 32;
const MILLISECONDS: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, m: 60_000 };

/** Opens wrk if it is installed, otherwise our own generator. wrk's scripts are written to `folder`. */
export function openLoadGenerator(folder: string): LoadGenerator {
  return isInstalled('wrk', ['-v']) ? wrk(folder) : ownGenerator;
}

/** Our own generator: slower than wrk, but it can keep a rate and alternate requests. */
export async function runGenerator(order: GeneratorOrder): Promise<LoadResult> {
  const script = path.join(import.meta.dirname, 'generator.ts');
  return JSON.parse(await outputOf(process.execPath, [script, JSON.stringify(order)])) as LoadResult;
}

const ownGenerator: LoadGenerator = {
  name: `our own generator, ${CONNECTIONS} connections`,
  run: (port, request, seconds) => runGenerator({ port, requests: [request], seconds, connections: CONNECTIONS }),
};

function wrk(folder: string): LoadGenerator {
  return {
    name: `wrk, 1 thread, ${CONNECTIONS} connections`,
    async run(port, request, seconds) {
      // wrk 4.1 waits for a body after HEAD and never sends a second request.
      if (request.method === 'HEAD') return ownGenerator.run(port, request, seconds);
      const script = path.join(folder, 'wrk.lua');
      writeFileSync(script, buildLua(request));
      const url = `http://127.0.0.1:${port}${request.path}`;
      const args = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '--latency', '-s', script, url];
      return parseWrk(await outputOf('wrk', args));
    },
  };
}

function buildLua({ headers = {} }: BenchRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `wrk.headers[${quote(name)}] = ${quote(value)}`);
  return `${lines.join('\n')}\n`;
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function parseWrk(output: string): LoadResult {
  const errors = /(Socket errors|Non-2xx or 3xx).*/.exec(output)?.[0];
  if (errors !== undefined) throw new Error(`wrk: ${errors}`);
  const [, requests, seconds] = /(\d+) requests in ([\d.]+)s/.exec(output) ?? [];
  const at = (share: number): number => {
    const [, value, unit = ''] = new RegExp(`^ +${share}% +([\\d.]+)(us|ms|s|m)$`, 'm').exec(output) ?? [];
    return Number(value) * (MILLISECONDS[unit] ?? Number.NaN);
  };
  const perSecond = Number(/Requests\/sec: +([\d.]+)/.exec(output)?.[1]);
  if (seconds === undefined || Number.isNaN(perSecond)) throw new Error(`expected the output of wrk, got ${output}`);
  return { requests: Number(requests), requestsPerSecond: perSecond, p50: at(50), p99: at(99) };
}

async function outputOf(command: string, args: readonly string[]): Promise<string> {
  const child = start('client', command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  if (child.stdout === null || child.stderr === null) throw new Error('expected pipes');
  const [output, errors] = [text(child.stdout), text(child.stderr)];
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  if (code !== 0) throw new Error(`${command} exited with ${code}: ${(await errors).trim()}`);
  return await output;
}
