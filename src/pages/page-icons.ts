import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BinaryAsset, nameAsset, type TextAsset } from './page-asset.ts';

/** Square PNG files of 32 and 180 pixels. */
export interface LogoIcons {
  readonly small: Buffer;
  readonly large: Buffer;
}

/** `favicon` is for programs that ask for `/favicon.ico`, `touch` for home screens, `page` for tabs. */
export interface PageIcons {
  readonly favicon: BinaryAsset;
  readonly page: TextAsset | BinaryAsset;
  readonly touch: BinaryAsset;
}

/** Icons made from the logo, or the default ones. */
export function buildPageIcons(folder: string, drawing: TextAsset, icons: LogoIcons | undefined): PageIcons {
  const read = (name: string): Buffer => readFileSync(join(folder, name));
  const touch = nameAsset('touch-icon', '.png', icons?.large ?? read('icon-180.png'));
  return {
    favicon: {
      path: '/favicon.ico',
      type: 'image/x-icon',
      body: wrapAsIco(icons?.small ?? read('icon-32.png'), 32),
    },
    page: icons === undefined ? drawing : touch,
    touch,
  };
}

/** A file of one icon, which is a PNG (https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10), and PNG since Windows Vista). */
function wrapAsIco(png: Buffer, size: number): Buffer {
  const header = Buffer.alloc(22);
  header.writeUInt16LE(1, 2); // an icon
  header.writeUInt16LE(1, 4); // one image
  header.writeUInt8(size, 6); // its width
  header.writeUInt8(size, 7); // its height
  header.writeUInt16LE(1, 10); // colour planes
  header.writeUInt16LE(32, 12); // bits per pixel
  header.writeUInt32LE(png.length, 14);
  header.writeUInt32LE(header.length, 18); // where it begins
  return Buffer.concat([header, png]);
}
