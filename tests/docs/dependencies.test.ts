import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { codesIn, readGuide } from './markdown-tables.ts';

interface LockedPackage {
  readonly engines?: { readonly node?: string };
  readonly optional?: boolean;
  readonly cpu?: readonly string[];
}

const manifest: Readonly<Record<'dependencies' | 'devDependencies' | 'engines', Record<string, string>>> = JSON.parse(
  readFileSync('package.json', 'utf8'),
);

test.each([
  ['dependencies', 0, Object.keys(manifest.dependencies)],
  ['devDependencies', 1, Object.keys(manifest.devDependencies)],
] as const)('docs/dependencies.md lists the %s of package.json and no others', async (_field, nth, packages) => {
  const guide = await readGuide('dependencies.md');
  const listed = guide.table('package', nth).flatMap((row) => codesIn(row.get('package') ?? ''));
  const installed = packages.map((name) => (name.startsWith('@types/') ? '@types/…' : name));
  expect(listed.toSorted()).toEqual([...new Set(installed)].toSorted());
});

describe('the Node of the machine', () => {
  const lowest = manifest.engines.node?.match(/\d+\.\d+\.\d+/g) ?? [];

  test('npm installs all native packages with each version that engines begins with', () => {
    const lock: { packages: Record<string, LockedPackage> } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
    const native = Object.entries(lock.packages).filter(
      ([, { optional, cpu = [] }]) => optional && (cpu.includes('x64') || cpu.includes('arm64')),
    );
    expect(native.length).toBeGreaterThan(20);
    const missing = native.flatMap(([name, { engines }]) =>
      lowest.filter((version) => !allows(engines?.node ?? '>=0', version)).map((version) => [name, version]),
    );
    expect([lowest, missing]).toEqual([['20.19.0', '22.12.0'], []]);
  });

  test('the README and docs/newsroom.md name these versions', async () => {
    const named = `Node ${lowest.map((version) => version.replace(/\.0$/, '')).join(', ')} or newer`;
    for (const name of ['../README.md', 'newsroom.md']) expect((await readGuide(name)).text).toContain(named);
  });

  test('the container has the version that runs elsewhere', () => {
    const images = [...readFileSync('Dockerfile', 'utf8').matchAll(/^FROM node:(\d+)/gm)].map(([, major]) => major);
    expect(new Set(images)).toEqual(new Set([/\d+/.exec(manifest.dependencies.node ?? '')?.[0]]));
  });
});

/** For ranges such as `^20.19.0 || >=22.12.0`. */
function allows(range: string, version: string): boolean {
  return range.split('||').some((part) => {
    const [, operator, least = ''] = /^\s*(\^|>=)\s*([\d.]+)\s*$/.exec(part) ?? [];
    if (operator === undefined) throw new Error(`expected ^ or >= in ${range}`);
    const isSameMajor = Number.parseInt(least, 10) === Number.parseInt(version, 10);
    return (operator === '>=' || isSameMajor) && version.localeCompare(least, 'en', { numeric: true }) >= 0;
  });
}
