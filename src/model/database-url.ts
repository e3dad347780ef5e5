export type DatabaseLocation =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'memory' }
  | { readonly kind: 'postgres'; readonly url: string };

/** Parses `sqlite:PATH`, `sqlite::memory:` or `postgres://…`; `undefined` for anything else. */
export function parseDatabaseUrl(text: string): DatabaseLocation | undefined {
  if (text === 'sqlite::memory:') return { kind: 'memory' };
  if (/^sqlite:./s.test(text)) return { kind: 'file', path: text.slice('sqlite:'.length) };
  return /^postgres(ql)?:\/\/./.test(text) ? { kind: 'postgres', url: text } : undefined;
}
