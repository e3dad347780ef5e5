#!/usr/bin/env node
// Plain JavaScript, so that a Node too old to strip types still gets a sentence instead of a syntax error.
const oldest = 24;
if (Number(process.versions.node.split('.')[0]) < oldest) {
  process.stderr.write(
    `tidings: Node ${oldest} or newer is needed, this is ${process.version}. ` +
      'Run it through npm ("npm start", "npx tidings ..."), which uses the version pinned in package.json.\n',
  );
  process.exit(1);
}
const { main } = await import('../src/main.ts');
await main(process.argv);
