import { describe, expect, test } from '@jest/globals';
import { findViolation, parsePolicies, type Resource } from '../../src/check-page/content-security-policy.ts';
import { SCRIPT_CASES } from './policy-cases.ts';

const PAGE = new URL('https://www.church.example/news');
const OURS = 'https://news.example.org';
const SCRIPT: Resource = { kind: 'script', url: new URL(`${OURS}/v1/top.js?count=10`) };
const FRAME: Resource = { kind: 'frame', url: new URL(`${OURS}/embed/top`) };
const IMAGE: Resource = { kind: 'image', url: new URL(`${OURS}/media/a.jpg`) };
const HEADLINES: Resource = { kind: 'headlines', url: new URL(`${OURS}/v1/top.json`) };

/** `allowed`, or the directive and the cause of each policy that blocks the resource. */
function check(policies: string, resource: Resource, page = PAGE): string {
  const violations = parsePolicies(policies).map((policy) => findViolation(policy, resource, page));
  const texts = violations.flatMap((violation) =>
    violation === undefined ? [] : [`${violation.directive}: ${violation.cause}`],
  );
  return texts.length === 0 ? 'allowed' : texts.join(', ');
}

describe('a script', () => {
  test.each(SCRIPT_CASES)('under %p: %s', (policy, expected) => {
    expect(check(policy, SCRIPT)).toBe(expected);
  });

  test('is allowed with the policy’s nonce, case-sensitively', () => {
    const policy = "script-src 'strict-dynamic' 'nonce-aBc'";
    expect(check(policy, { ...SCRIPT, nonce: 'aBc' })).toBe('allowed');
    expect(check(policy, { ...SCRIPT, nonce: 'abc' })).toBe('script-src: untrusted');
    expect(check("script-src 'nonce-'", { ...SCRIPT, nonce: '' })).toBe('script-src: not-listed');
  });

  test('is allowed if every hash of its integrity is in the policy', () => {
    const policy = "script-src 'strict-dynamic' 'sha256-a-_b' 'sha384-cd'";
    expect(check(policy, { ...SCRIPT, integrity: 'sha256-a+/b' })).toBe('allowed');
    expect(check(policy, { ...SCRIPT, integrity: 'sha256-a+/b sha384-cd' })).toBe('allowed');
    expect(check(policy, { ...SCRIPT, integrity: 'sha256-a+/b sha512-ef' })).toBe('script-src: untrusted');
    expect(check(policy, { ...SCRIPT, integrity: 'nonsense' })).toBe('script-src: untrusted');
  });

  test('on the newsroom’s own site, and on an insecure page', () => {
    expect(check("script-src 'self'", SCRIPT, new URL('https://news.example.org/about'))).toBe('allowed');
    expect(check("script-src 'self'", SCRIPT, new URL('http://news.example.org/about'))).toBe('allowed');
    expect(check('script-src news.example.org', SCRIPT, new URL('http://church.example/'))).toBe('allowed');
    const insecure: Resource = { kind: 'script', url: new URL('http://news.example.org/v1/top.js') };
    expect(check('script-src news.example.org', insecure)).toBe('script-src: not-listed');
    expect(check('script-src https:', insecure)).toBe('script-src: not-listed');
  });
});

describe('other resources', () => {
  test.each([
    [FRAME, "default-src *; frame-src 'self'", 'frame-src: not-listed'],
    [FRAME, "default-src *; child-src 'none'", 'child-src: none'],
    [FRAME, "frame-src https:; child-src 'none'", 'allowed'],
    [FRAME, "default-src 'self'", 'default-src: not-listed'],
    [FRAME, "script-src 'none'; sandbox", 'allowed'],
    [FRAME, "default-src 'strict-dynamic' *", 'allowed'],
    [IMAGE, "img-src 'self' data:", 'img-src: not-listed'],
    [IMAGE, "img-src https: data:; default-src 'none'", 'allowed'],
    [IMAGE, "default-src 'self'", 'default-src: not-listed'],
    [HEADLINES, "connect-src 'self'", 'connect-src: not-listed'],
    [HEADLINES, 'connect-src news.example.org', 'allowed'],
    [HEADLINES, "script-src 'none'", 'allowed'],
  ])('%p under %p: %s', (resource, policy, expected) => {
    expect(check(policy, resource)).toBe(expected);
  });
});
