import { MOVED_FILE } from './load-moves.ts';

/** YAML files of the folder that define no feed. */
const OTHER_FILES: readonly string[] = ['sources.yaml', MOVED_FILE];

/** File names that would be definitions if they ended in `.yaml`; reported, so that no feed is missing without a message. */
export const MISSPELLED_EXTENSION = /^(?!\.).*\.(?:yml|YML|YAML|Yaml)$/;

/** Whether a file of the feeds folder defines a feed: any `*.yaml` that is not hidden and not one of the others. */
export function isDefinitionFile(name: string): boolean {
  return name.endsWith('.yaml') && !name.startsWith('.') && !OTHER_FILES.includes(name);
}
