/** Stands in for `@jest/globals`, which works only inside Jest. */
export { expect } from 'expect';
export { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } from 'jest-circus';
