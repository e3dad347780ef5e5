import { describe, expect, test } from '@jest/globals';
import { findBlock, parsePolicies, type Wanted } from '../../src/check-page/policy.ts';
import { SCRIPT_CASES } from './policy-cases.ts';

const PAGE = new URL('https://www.church.example/news');
const OURS = 'https://news.example.org';
const SCRIPT: Wanted = { kind: 'script', url: new URL(`${OURS}/v1/top.js?count=10`) };
const FRAME: Wanted = { kind: 'frame', url: new URL(`${OURS}/embed/top`) };
const PICTURE: Wanted = { kind: 'picture', url: new URL(`${OURS}/media/a.jpg`) };
const HEADLINES: Wanted = { kind: 'headlines', url: new URL(`${OURS}/v1/top.json`) };

/** `allowed`, or the directive and the cause of every policy that forbids it. */
function judge(policies: string, wanted: Wanted, page = PAGE): string {
  const blocks = parsePolicies(policies).map((policy) => findBlock(policy, wanted, page));
  const said = blocks.flatMap((block) => (block === undefined ? [] : [`${block.directive}: ${block.cause}`]));
  return said.length === 0 ? 'allowed' : said.join(', ');
}

describe('a script of ours', () => {
  test.each(SCRIPT_CASES)('under %p: %s', (policy, expected) => {
    expect(judge(policy, SCRIPT)).toBe(expected);
  });

  test('passes with the policy’s nonce, in its very letters', () => {
    const policy = "script-src 'strict-dynamic' 'nonce-aBc'";
    expect(judge(policy, { ...SCRIPT, nonce: 'aBc' })).toBe('allowed');
    expect(judge(policy, { ...SCRIPT, nonce: 'abc' })).toBe('script-src: key');
    expect(judge("script-src 'nonce-'", { ...SCRIPT, nonce: '' })).toBe('script-src: list');
  });

  test('passes when every hash of its integrity is in the policy', () => {
    const policy = "script-src 'strict-dynamic' 'sha256-a-_b' 'sha384-cd'";
    expect(judge(policy, { ...SCRIPT, integrity: 'sha256-a+/b' })).toBe('allowed');
    expect(judge(policy, { ...SCRIPT, integrity: 'sha256-a+/b sha384-cd' })).toBe('allowed');
    expect(judge(policy, { ...SCRIPT, integrity: 'sha256-a+/b sha512-ef' })).toBe('script-src: key');
    expect(judge(policy, { ...SCRIPT, integrity: 'nonsense' })).toBe('script-src: key');
  });

  test('on the newsroom’s own site, and on an insecure page', () => {
    expect(judge("script-src 'self'", SCRIPT, new URL('https://news.example.org/about'))).toBe('allowed');
    expect(judge("script-src 'self'", SCRIPT, new URL('http://news.example.org/about'))).toBe('allowed');
    expect(judge('script-src news.example.org', SCRIPT, new URL('http://church.example/'))).toBe('allowed');
    const insecure: Wanted = { kind: 'script', url: new URL('http://news.example.org/v1/top.js') };
    expect(judge('script-src news.example.org', insecure)).toBe('script-src: list');
    expect(judge('script-src https:', insecure)).toBe('script-src: list');
  });
});

describe('everything else of ours', () => {
  test.each([
    [FRAME, "default-src *; frame-src 'self'", 'frame-src: list'],
    [FRAME, "default-src *; child-src 'none'", 'child-src: nothing'],
    [FRAME, "frame-src https:; child-src 'none'", 'allowed'],
    [FRAME, "default-src 'self'", 'default-src: list'],
    [FRAME, "script-src 'none'; sandbox", 'allowed'],
    [FRAME, "default-src 'strict-dynamic' *", 'allowed'],
    [PICTURE, "img-src 'self' data:", 'img-src: list'],
    [PICTURE, "img-src https: data:; default-src 'none'", 'allowed'],
    [PICTURE, "default-src 'self'", 'default-src: list'],
    [HEADLINES, "connect-src 'self'", 'connect-src: list'],
    [HEADLINES, 'connect-src news.example.org', 'allowed'],
    [HEADLINES, "script-src 'none'", 'allowed'],
  ])('%p under %p: %s', (wanted, policy, expected) => {
    expect(judge(policy, wanted)).toBe(expected);
  });
});
