import { openFirefox } from './drivers/firefox.ts';
import { runCases } from './run-cases.ts';

runCases('Firefox', openFirefox);
