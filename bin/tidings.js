#!/usr/bin/env -S node --max-semi-space-size=4 --heap-growing-percent=30
// Work is short here, and little of what it makes lives: a small heap for what is new, collected often, keeps memory small (docs/decisions/0011).
// Plain JavaScript, so that a Node too old to strip types still gets a sentence instead of a syntax error.
import module from 'node:module';

const oldest = 24;
if (Number(process.versions.node.split('.')[0]) < oldest) {
  process.stderr.write(
    `tidings: Node ${oldest} or newer is needed, this is ${process.version}. ` +
      'Run it through npm ("npm start", "npx tidings ..."), which uses the version pinned in package.json.\n',
  );
  process.exit(1);
}
// What was compiled at one start need not be at the next.
module.enableCompileCache?.();
const { main } = await import('../src/main.ts');
await main(process.argv);
