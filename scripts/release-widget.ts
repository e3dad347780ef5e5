import { buildArchiveScript, buildWidgetCode } from '../src/publish/widget-code.ts';
import { addWidgetVersion, widgetVersionPath } from '../src/publish/widget-versions.ts';
import { renderVersionedScript } from '../src/render/widget-script.ts';

// npm run release:widget -- 1.4.2: keeps the widget as it is now under a number, for ever.

try {
  const { version, integrity } = await addWidgetVersion(
    process.argv[2] ?? '',
    renderVersionedScript(await buildWidgetCode(), (await buildArchiveScript()).path),
  );
  process.stdout.write(`${widgetVersionPath(version)}\nintegrity="${integrity}" crossorigin="anonymous"\n`);
} catch (fault) {
  process.stderr.write(`${fault instanceof Error ? fault.message : fault}\n`);
  process.exitCode = 1;
}
