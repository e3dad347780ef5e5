import type { Config } from '../config.ts';
import { StartError } from '../model/problem.ts';
import type { Appearance } from '../pages/open-pages.ts';
import { choosePageColours } from '../pages/page-colours.ts';

/** The colours and the logo of pages. Rejects with a `StartError` where the file of the logo cannot be used. */
export async function loadAppearance({
  SITE_COLOUR,
  SITE_COLOUR_DARK,
  SITE_LOGO,
}: Pick<Config, 'SITE_COLOUR' | 'SITE_COLOUR_DARK' | 'SITE_LOGO'>): Promise<Appearance> {
  const colours = choosePageColours(SITE_COLOUR, SITE_COLOUR_DARK);
  if (SITE_LOGO === '') return { colours };
  if (/^https:/.test(SITE_LOGO)) return { colours, logo: SITE_LOGO };
  // The image library takes time and memory, and most starts do not need it.
  const { renderLogo } = await import('../media/render-logo.ts');
  const logo = await renderLogo(SITE_LOGO);
  if (logo.kind === 'rendered') return { colours, logo };
  throw new StartError(`SITE_LOGO: expected ${logo.expected}, got ${logo.got} (${SITE_LOGO})`);
}
