import type { Headlines } from '../../widget/contract/headlines.ts';
import { renderWidgetScript } from '../render/widget-script.ts';
import type { PublishDependencies } from './publish-dependencies.ts';

/** Renders the script of the widget, with headlines or alone. */
export async function renderScript(
  { site, widgetCode, archiveScript }: Pick<PublishDependencies, 'site' | 'widgetCode' | 'archiveScript'>,
  headlines?: Headlines,
): Promise<string> {
  const [code, { path }] = await Promise.all([widgetCode(), archiveScript()]);
  return renderWidgetScript(code, site.publicUrl + path, headlines);
}
