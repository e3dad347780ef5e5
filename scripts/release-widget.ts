import { buildArchiveScript, buildWidgetCode } from '../src/publish/widget-code.ts';
import { keepWidgetRelease, releasePath } from '../src/publish/widget-releases.ts';
import { renderWidgetRelease } from '../src/render/widget-script.ts';

// npm run release:widget -- 1.4.2: keeps the widget as it is now under a number, for ever.

try {
  const { version, integrity } = await keepWidgetRelease(
    process.argv[2] ?? '',
    renderWidgetRelease(await buildWidgetCode(), (await buildArchiveScript()).path),
  );
  process.stdout.write(`${releasePath(version)}\nintegrity="${integrity}" crossorigin="anonymous"\n`);
} catch (fault) {
  process.stderr.write(`${fault instanceof Error ? fault.message : fault}\n`);
  process.exitCode = 1;
}
