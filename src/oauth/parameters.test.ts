import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatParameters, formText, OAuthError, parameter, parseParameters } from './index.ts';

const refused = (encoded: string) => assert.throws(() => parseParameters(encoded), refusal('invalid_request'));
const refusal = (code: string) => (error: unknown) => error instanceof OAuthError && error.code === code;

describe('parameters that authorization servers read differently', () => {
  const ambiguous: readonly (readonly [string, string])[] = [
    ['a scope twice', 'scope=a&scope=b'],
    ['the same scope twice', 'scope=a&scope=a'],
    ['an empty scope before a full one', 'scope=&scope=a'],
    ['a scope whose second name is encoded', 'scope=a&%73cope=b'],
    ['an unknown parameter twice', 'x=1&x=2'],
    ['scope[] (PHP, Rack, qs)', 'scope[]=a'],
    ['scope[0], encoded', 'scope%5B0%5D=a'],
    ['Scope (case-insensitive frameworks)', 'Scope=a'],
    ['grant.type (PHP makes it grant_type)', 'grant.type=password'],
    ['a space around the name', '+scope=a'],
    ['an empty name', '=a'],
    ['a broken percent-encoding', 'scope=%zz'],
    ['a cut percent-encoding', 'scope=%4'],
    ['an overlong UTF-8 form', 'scope=%C0%AF'],
    ['a lone surrogate', 'scope=%ED%A0%80'],
    ['a byte that is no UTF-8', 'scope=%FF'],
    ['NUL', 'scope=a%00'],
    ['CR LF', 'state=a%0D%0Ab'],
    ['a raw tab', 'scope=a\tb'],
    ['a raw character beyond ASCII', 'scope=é'],
    ['65 parameters', Array.from({ length: 65 }, (_, at) => `p${at}=1`).join('&')],
    ['more than 32 KiB', `x=${'a'.repeat(32 * 1024)}`],
  ];
  for (const [name, encoded] of ambiguous) it(`refuses ${name}`, () => refused(encoded));
});

describe('parameters with one meaning', () => {
  it('decodes names before it compares them', () => {
    assert.equal(parameter(parseParameters('%73cope=api%3Aread'), 'scope'), 'api:read');
  });
  it('takes an empty value as omitted (RFC 6749 section 3.1)', () => {
    assert.equal(parseParameters('scope=&state').size, 0);
  });
  it('takes a space as it is for a space, as everybody does', () => {
    assert.equal(parameter(parseParameters('scope=a b'), 'scope'), 'a b');
  });
  it('reads + as a space and never decodes twice', () => {
    assert.equal(parameter(parseParameters('scope=a+b'), 'scope'), 'a b');
    assert.equal(parameter(parseParameters('scope=a%2520b'), 'scope'), 'a%20b');
  });
  it('lets resource repeat (RFC 8707 section 2)', () => {
    assert.deepEqual(parseParameters('resource=a%3Ab&resource=c%3Ad').get('resource'), ['a:b', 'c:d']);
  });
  it('takes ; for a character and no separator', () => {
    assert.equal(parameter(parseParameters('a=b;scope=c'), 'a'), 'b;scope=c');
  });
  it('keeps __proto__ a name like any other', () => {
    assert.equal(parameter(parseParameters('__proto__=x'), '__proto__'), 'x');
  });
  it('refuses raw bytes beyond ASCII in a body', () => {
    assert.throws(() => formText(new Uint8Array([0x61, 0x3d, 0xc3, 0xa9])), refusal('invalid_request'));
  });

  it('reads back what it wrote, for any text', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((value) => !/[\0\r\n]/.test(value));
    const record = fc.uniqueArray(
      fc.tuple(
        text.map((name) => `x-${name}`),
        text,
      ),
      {
        maxLength: 10,
        selector: ([name]) => name,
      },
    );
    fc.assert(
      fc.property(record, (pairs) => {
        const parsed = parseParameters(formatParameters(pairs));
        assert.deepEqual(new Map(pairs.map(([name, value]) => [name, [value]])), parsed);
      }),
    );
  });
  it('gives every input one meaning or an OAuthError, never another exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'%&=+scope[].20Cé;aF') }), (encoded) => {
        try {
          const parsed = parseParameters(encoded);
          const pairs = [...parsed].flatMap(([name, values]) => values.map((value) => [name, value] as const));
          assert.deepEqual(parseParameters(formatParameters(pairs)), parsed);
        } catch (error) {
          assert.ok(error instanceof OAuthError);
        }
      }),
    );
  });
});
