import { buildSecondScript, buildWidgetCode } from '../src/publish/widget-code.ts';
import { addWidgetVersion, widgetVersionPath } from '../src/publish/widget-versions.ts';
import { renderVersionedScript } from '../src/render/widget-script.ts';

// npm run release:widget -- 1.4.2: keeps the current widget as a version that never changes.

try {
  const { version, integrity } = await addWidgetVersion(
    process.argv[2] ?? '',
    renderVersionedScript(await buildWidgetCode(), (await buildSecondScript()).path),
  );
  process.stdout.write(`${widgetVersionPath(version)}\nintegrity="${integrity}" crossorigin="anonymous"\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
