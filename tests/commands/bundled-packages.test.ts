import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const COMMANDS = path.join(import.meta.dirname, '../../src/commands');

test('a package in one file gives everything that the package gives', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'tidings-packages-'));
  const script = `
    const { bundlePackages } = await import('${COMMANDS}/bundle-packages.ts');
    const { useBundledPackages } = await import('${COMMANDS}/bundled-packages.ts');
    const names = ['commander', 'cors', 'express', 'express-rate-limit', 'helmet', 'kysely', 'pino', 'yaml', 'zod'];
    const keysOf = async () =>
      Promise.all(names.map(async (name) => Object.keys(await import(name)).filter((key) => key !== 'module.exports').sort()));
    const before = await keysOf();
    await bundlePackages('${folder}/all');
    useBundledPackages('${folder}/all');
    const after = await keysOf();
    const from = names.map((name) => import.meta.resolve(name));
    const { default: express } = await import('express');
    const again = await bundlePackages('${folder}/again').then(() => 'done', () => 'refused');
    process.stdout.write(JSON.stringify({ before, after, from, express: typeof express().handle, again }));
  `;
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      cwd: path.join(COMMANDS, '../..'),
    });
    const { before, after, from, express, again } = JSON.parse(stdout);
    expect(after).toEqual(before);
    expect(from.every((url: string) => url.includes(path.basename(folder)))).toBe(true);
    expect(express).toBe('function');
    // What is made of files made before would lack what those hide.
    expect(again).toBe('refused');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a folder that lacks one of its packages is none', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'tidings-packages-'));
  const script = `
    const { useBundledPackages } = await import('${COMMANDS}/bundled-packages.ts');
    useBundledPackages('${folder}');
    await import('zod');
    process.stdout.write(import.meta.resolve('zod'));
  `;
  try {
    await writeFile(path.join(folder, 'names.json'), '["commander","zod"]');
    await writeFile(path.join(folder, 'commander.mjs'), '');
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      cwd: path.join(COMMANDS, '../..'),
    });
    expect(stdout).toContain('/node_modules/zod/');
  } finally {
    await rm(folder, { recursive: true });
  }
});
