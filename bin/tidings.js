#!/usr/bin/env -S node --max-semi-space-size=4 --heap-growing-percent=30
// The options keep memory low (docs/decisions/0011).
// Plain JavaScript: a Node that cannot strip types prints a message instead of a syntax error.
import module from 'node:module';

const MIN_NODE = 24;
if (Number(process.versions.node.split('.')[0]) < MIN_NODE) {
  process.stderr.write(
    `tidings: Node ${MIN_NODE} or newer is needed; this is ${process.version}. ` +
      'Run it through npm ("npm start", "npx tidings ..."), which uses the version pinned in package.json.\n',
  );
  process.exit(1);
}
// The next start loads compiled code from this cache.
module.enableCompileCache?.();
const { main } = await import('../src/main.ts');
await main(process.argv);
