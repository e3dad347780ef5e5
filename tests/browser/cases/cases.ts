import type { Case } from '../case.ts';
import { basics } from './basics.ts';

/** All cases, by the file that has them. */
export const CASES: Readonly<Record<string, readonly Case[]>> = { basics };
