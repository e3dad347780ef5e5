#!/usr/bin/env node
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
const { useBundledPackages } = await import('../src/commands/bundled-packages.ts');
useBundledPackages();
const { main } = await import('../src/main.ts');
await main(process.argv);
