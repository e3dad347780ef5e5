import { openChromium } from './drivers/chromium.ts';
import { runCases } from './run-cases.ts';

runCases('Chromium', openChromium);
