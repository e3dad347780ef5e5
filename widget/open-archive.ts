import type { Headlines } from './contract/headlines.ts';
import type { Options } from './contract/options.ts';
import { serverOf } from './placement.ts';

/** Makes an archive of a list, by a script that only pages with an archive load. Where it does not come, the list stays a list of links. */
export function openArchive(section: HTMLElement, headlines: Headlines, options: Options): void {
  import(serverOf(headlines.home) + ARCHIVE).then(({ open }) => open(section, headlines, options)).catch(() => {});
}
