import type { Headlines } from '../../widget/contract/headlines.ts';
import { renderWidgetScript } from '../render/widget-script.ts';
import type { PublishDependencies } from './publish-dependencies.ts';
import type { ArchiveScript } from './widget-code.ts';

export interface WidgetBundles {
  readonly widgetCode: () => Promise<string>;
  readonly archiveScript: () => Promise<ArchiveScript>;
}

export async function renderScript(
  { site, widgetCode, archiveScript }: Pick<PublishDependencies, 'site'> & WidgetBundles,
  headlines?: Headlines,
): Promise<string> {
  const [code, { path }] = await Promise.all([widgetCode(), archiveScript()]);
  return renderWidgetScript(code, site.publicUrl + path, headlines);
}
