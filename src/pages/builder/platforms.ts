import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const FILE = join(import.meta.dirname, 'platforms.yaml');

/** What somebody pastes: a script, a frame, or an address (of the feed's page, its RSS, the page inside the frame), according to what the place takes. */
const WAYS = ['script', 'frame', 'plugin', 'link', 'page', 'feed', 'fragment', 'pinned'] as const;
export type Way = (typeof WAYS)[number];

const WAY_THERE = z.strictObject({
  way: z.enum(WAYS),
  label: z.string(),
  steps: z.tuple([z.string()], z.string()),
  note: z.string().optional(),
});
const PLATFORM = z.strictObject({ id: z.string(), name: z.string(), ways: z.tuple([WAY_THERE], WAY_THERE) });

/** One way of getting headlines onto a platform: what it is called there, what to click for it, and who can use it. */
export type WayThere = z.infer<typeof WAY_THERE>;
/** A place where church websites are made. Of its ways the one that we would take stands first. */
export type Platform = z.infer<typeof PLATFORM>;

let platforms: readonly [Platform, ...Platform[]] | undefined;

/** The platforms of `platforms.yaml`, the most used first. Read when first asked for: no start of the server shall wait for them. */
export function listPlatforms(): readonly [Platform, ...Platform[]] {
  platforms ??= z.tuple([PLATFORM], PLATFORM).parse(parse(readFileSync(FILE, 'utf8')));
  return platforms;
}

/** The platform with this id; the first one where there is none. */
export function platformOf(id: string): Platform {
  return listPlatforms().find((platform) => platform.id === id) ?? listPlatforms()[0];
}

/** Whether visitors see a frame: what a site makes of an address is one, too. */
export function isFramed(way: Way): boolean {
  return way === 'frame' || way === 'link' || way === 'page';
}

/** Whether what is pasted is an address alone. */
export function isAddress(way: Way): boolean {
  return way === 'link' || way === 'page' || way === 'feed';
}
