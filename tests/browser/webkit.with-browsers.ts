import { openWebKit } from './drivers/webkit.ts';
import { runCases } from './run-cases.ts';

runCases('WebKit', openWebKit);
