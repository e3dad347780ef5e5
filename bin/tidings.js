#!/usr/bin/env -S node --max-semi-space-size=4 --heap-growing-percent=30
// The options keep memory low (docs/decisions/0011).
// Plain JavaScript: a Node that cannot strip types prints a message instead of a syntax error.
import module from 'node:module';

/** Earlier versions have no `Temporal`. */
const MIN_NODE = 26;
/** Before the first `npm ci`, and after a `git pull` without one. */
const PACKAGE_ERRORS = new Set(['ERR_MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED']);
if (Number(process.versions.node.split('.')[0]) < MIN_NODE) {
  process.stderr.write(
    `tidings: Node ${MIN_NODE} or newer is needed; this is ${process.version}. ` +
      'Run "npm ci", which installs the version pinned in package.json, and then "npm start" or "npx tidings ...".\n',
  );
  process.exit(1);
}
// The next start loads compiled code from this cache.
module.enableCompileCache?.();
const { main } = await import('../src/main.ts').catch((error) => {
  if (!PACKAGE_ERRORS.has(error.code)) throw error;
  process.stderr.write(`tidings: The packages of this version are not installed: run "npm ci". (${error.message})\n`);
  process.exit(1);
});
await main(process.argv);
