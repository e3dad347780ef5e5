const SOURCES_FILE = 'sources.yaml';

/** A definition that nobody would find: its ending is nearly right. Hidden files are nobody's business. */
export const MISSPELT_ENDING = /^(?!\.).*\.(?:yml|YML|YAML|Yaml)$/;

/** Whether a file of the feeds' folder defines a feed: `*.yaml`, but neither `sources.yaml` nor an editor's hidden file. */
export function isDefinitionFile(name: string): boolean {
  return name.endsWith('.yaml') && !name.startsWith('.') && name !== SOURCES_FILE;
}
