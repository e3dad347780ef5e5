import { MOVED_FILE } from './load-moves.ts';

/** Files of the folder that define no feed. */
const OTHER_FILES: readonly string[] = ['sources.yaml', MOVED_FILE];

/** A definition that nobody would find: its ending is nearly right. Hidden files are nobody's business. */
export const MISSPELT_ENDING = /^(?!\.).*\.(?:yml|YML|YAML|Yaml)$/;

/** Whether a file of the feeds' folder defines a feed: `*.yaml`, but neither one of the others nor an editor's hidden file. */
export function isDefinitionFile(name: string): boolean {
  return name.endsWith('.yaml') && !name.startsWith('.') && !OTHER_FILES.includes(name);
}
