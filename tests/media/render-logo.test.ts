import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { renderLogo } from '../../src/media/render-logo.ts';
import { makeImage, tryLogo } from './images.ts';

const svg = (attributes: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><script>alert(1)</script><circle cx="10" cy="10" r="10" fill="red"/></svg>`;

describe('a logo becomes a PNG', () => {
  test.each([
    ['a small drawing, enlarged', svg('width="20" height="20"'), 120, 120, true],
    ['a drawing with only a view box', svg('viewBox="0 0 20 20"'), 120, 120, true],
    ['a wide drawing, without icons', svg('width="400" height="100"'), 480, 120, false],
    ['a small photo, not enlarged', makeImage('jpeg', { width: 60, height: 40 }), 60, 40, true],
    ['a large image, made smaller', makeImage('webp', { width: 900, height: 300 }), 360, 120, false],
  ])('from %s', async (_what, bytes, width, height, hasIcons) => {
    const logo = await tryLogo(await bytes);
    if (logo.kind === 'refused') throw new Error(logo.got);
    expect(await sharp(logo.image.body).metadata()).toMatchObject({ format: 'png', width, height });
    expect(logo.image).toMatchObject({ width, height });
    expect(logo.icons !== undefined).toBe(hasIcons);
    if (logo.icons === undefined) return;
    const sizes = await Promise.all([logo.icons.small, logo.icons.large].map((icon) => sharp(icon).metadata()));
    expect(sizes.map((one) => [one.width, one.height, one.hasAlpha])).toEqual([
      [32, 32, false],
      [180, 180, false],
    ]);
  });
});

test.each([
  ['text', 'No image at all.', 'an image file that can be read'],
  ['a line', svg('width="4000" height="10"'), 'an image whose longer side is at most 20 times the shorter one'],
  ['a huge drawing', svg('width="40000" height="40000"'), 'an image of at most 100 million pixels'],
  ['a large file', new Uint8Array(5_000_001), 'an image of at most 5 MB'],
])('%s is refused', async (_what, bytes, expected) => {
  expect(await tryLogo(bytes)).toMatchObject({ kind: 'refused', expected });
});

test('a missing file and a device are refused', async () => {
  expect(await renderLogo('/nowhere/logo.png')).toMatchObject({
    kind: 'refused',
    got: 'nothing',
  });
  expect(await renderLogo('/dev/zero')).toMatchObject({ kind: 'refused', expected: 'an image file' });
});
