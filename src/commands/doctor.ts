import type { Command } from 'commander';
import { type Config, publicUrlOf } from '../config.ts';
import { type DoctorFinding, runChecks } from '../doctor/check.ts';
import { checkProgram } from '../doctor/check-program.ts';
import { examineNewsroom } from '../doctor/examine-newsroom.ts';
import { loadNewsroomFiles } from '../load-newsroom-files.ts';
import { SEVERITY_LABELS, type Severity } from '../model/page-report.ts';
import { escapeControls, StartError } from '../model/problem.ts';
import { systemClock } from '../model/timestamp.ts';
import { loadAppearance } from './load-appearance.ts';
import { loadOptions } from './load-options.ts';

export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description(
      'check the whole newsroom, from the options to the public address, and say what to do; changes nothing',
    )
    .option('--json', 'print one JSON object')
    .action(examine);
}

/** The exit code is 1 if there is a problem. */
async function examine({ json }: { readonly json?: true }): Promise<void> {
  const findings = await findAll();
  const hasProblem = findings.some(({ severity }) => severity === 'problem');
  process.stdout.write(
    json === true
      ? `${JSON.stringify({ status: hasProblem ? 'problem' : 'ok', findings }, null, 2)}\n`
      : formatFindings(findings),
  );
  if (hasProblem) process.exitCode = 1;
}

async function findAll(): Promise<readonly DoctorFinding[]> {
  let config: Config;
  try {
    config = loadOptions();
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    const message = `${error.message}\nThe rest of the newsroom is checked when they are valid.`;
    return [
      { check: 'options', severity: 'problem', message },
      ...(await runChecks([checkProgram({ cacheMb: 0, workers: 1 })])),
    ];
  }
  return await examineNewsroom({
    database: config.DATABASE_URL,
    mediaDir: config.MEDIA_DIR,
    bucket: config.bucket,
    cacheMb: config.CACHE_MB,
    workers: config.WORKERS,
    publicUrl: publicUrlOf(config, config.PORT),
    hasPublicUrl: config.PUBLIC_URL !== '',
    localUrl: localUrlOf(config),
    newsroomToken: config.NEWSROOM_TOKEN,
    trustProxy: config.TRUST_PROXY,
    clock: systemClock,
    loadFiles: () => loadNewsroomFiles(config.FEEDS_DIR),
    loadAppearance: () => loadAppearance(config),
  });
}

/** How this machine reaches its own server. */
function localUrlOf({ HOST: host, PORT: port }: Pick<Config, 'HOST' | 'PORT'>): string | undefined {
  if (port === 0) return undefined;
  if (['', '0.0.0.0'].includes(host)) return `http://127.0.0.1:${port}`;
  if (host === '::') return `http://[::1]:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function formatFindings(findings: readonly DoctorFinding[]): string {
  const groups = (Object.keys(SEVERITY_LABELS) as Severity[]).map((severity) => {
    const found = findings.filter((finding) => finding.severity === severity);
    return found.length === 0 ? '' : `${SEVERITY_LABELS[severity]}\n${found.map(formatFinding).join('')}`;
  });
  return groups.filter(Boolean).join('\n');
}

function formatFinding({ check, message, todo }: DoctorFinding): string {
  const [first, ...more] = [...message.split('\n'), ...(todo === undefined ? [] : [todo])].map(escapeControls);
  return `- ${check}: ${first}\n${more.map((line) => `  ${line}\n`).join('')}`;
}
