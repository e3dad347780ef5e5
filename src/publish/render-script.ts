import type { Headlines } from '../../widget/contract/headlines.ts';
import { renderWidgetScript } from '../render/widget-script.ts';
import type { PublishDependencies } from './publish-dependencies.ts';
import type { SecondScript } from './widget-code.ts';

export interface WidgetBundles {
  readonly widgetCode: () => Promise<string>;
  readonly secondScript: () => Promise<SecondScript>;
}

export async function renderScript(
  { site, widgetCode, secondScript }: Pick<PublishDependencies, 'site'> & WidgetBundles,
  headlines?: Headlines,
): Promise<string> {
  const [code, { path }] = await Promise.all([widgetCode(), secondScript()]);
  return renderWidgetScript(code, site.publicUrl + path, headlines);
}
