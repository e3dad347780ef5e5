import type { Finding, FindingKind } from '../model/page-report.ts';

export type Help = Pick<Finding, 'todo' | 'snippet'>;

export function works(kind: FindingKind, message: string): Finding {
  return { kind, severity: 'ok', message };
}

export function problem(kind: FindingKind, message: string, help: Help = {}): Finding {
  return { kind, severity: 'problem', message, ...help };
}

export function note(kind: FindingKind, message: string, help: Help = {}): Finding {
  return { kind, severity: 'note', message, ...help };
}

export function unknown(kind: FindingKind, message: string, help: Help = {}): Finding {
  return { kind, severity: 'unknown', message, ...help };
}
