import vm from 'node:vm';
import { beforeAll, expect, test } from '@jest/globals';
import { buildPluginFiles } from '../../src/publish/wordpress-plugin.ts';
import { OPTIONS } from '../../widget/contract/options.ts';

/** Options that the theme decides about, or that need a script. */
const LEFT_OUT = ['text', 'background', 'radius', 'border', 'refresh'];
const NAMES = Object.keys(OPTIONS).filter((name) => !LEFT_OUT.includes(name));

interface Groups {
  readonly groups: readonly { readonly label: string; readonly options: readonly string[] }[];
  readonly options: Readonly<
    Record<string, { readonly label: string; readonly choices?: readonly (readonly string[])[] }>
  >;
}

let files: Readonly<Record<string, Uint8Array>>;
let table: Groups;

beforeAll(async () => {
  files = await buildPluginFiles('https://news.example.org');
  table = JSON.parse(Buffer.from(files['options.json'] ?? '').toString());
});

test('has all options of the widget, with the same defaults, each in one group of the form', () => {
  expect(Object.keys(table.options)).toEqual(NAMES);
  expect(table.options).toMatchObject({
    layout: { kind: 'choice', default: 'list', choices: expect.arrayContaining([['archive', 'Archive']]) },
    count: { kind: 'number', default: 5, min: 1, max: 20 },
    'max-age-days': { kind: 'number', default: null, min: 1, max: 9999 },
    accent: { kind: 'colour', default: null, pattern: expect.stringMatching(/^\/\^#\?.*\$\/i$/) },
    utm: { kind: 'text', default: '' },
  });
  expect(table.options['max-age-days']).not.toHaveProperty('choices');
  expect(table.groups.flatMap(({ options }) => options).toSorted()).toEqual(NAMES.toSorted());
});

test('the editor shows a field for the feed and for every option', () => {
  const groups = table.groups.map(({ label, options }) => ({
    label,
    options: Object.fromEntries(options.map((name) => [name, table.options[name]])),
  }));
  const fields: Record<string, { readonly label: string; readonly options?: readonly unknown[] }> = {};
  let edit: (properties: object) => void = () => {};
  const createElement = (component: unknown, properties: { readonly key: string; readonly label: string } | null) => {
    if (component === 'SelectControl' || component === 'TextControl')
      fields[properties?.key ?? ''] = properties as never;
  };
  const wp = {
    element: { createElement, Fragment: 'Fragment' },
    i18n: { __: (text: string) => text },
    components: {
      PanelBody: '',
      SelectControl: 'SelectControl',
      TextControl: 'TextControl',
      Disabled: '',
      ExternalLink: '',
    },
    blockEditor: { InspectorControls: '', useBlockProps: () => ({}) },
    serverSideRender: '',
    blocks: {
      registerBlockType: (_name: string, block: { readonly edit: typeof edit }) => {
        edit = block.edit;
      },
    },
  };
  const tidingsEditor = { feeds: { top: 'Top stories' }, feed: 'top', groups, settings: '/settings' };
  vm.runInNewContext(Buffer.from(files['block/editor.js'] ?? '').toString(), { window: { wp, tidingsEditor } });
  edit({ attributes: { count: '3' }, setAttributes: () => {} });
  expect(Object.keys(fields).toSorted()).toEqual(['feed', ...NAMES].toSorted());
  expect(fields.excerpt).toMatchObject({ label: table.options.excerpt?.label, value: '' });
  expect(fields.excerpt?.options).toHaveLength(4);
  expect(fields.count).toMatchObject({ value: '3' });
  expect(fields['max-age-days']).toMatchObject({ type: 'number', min: 1, max: 9999 });
});
