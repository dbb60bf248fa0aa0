import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import {
  DEVICE_CODE,
  formatParameters,
  OAuthError,
  parseParameters,
  parseTokenRequest,
  scopesOf,
  tokenRequestParameters,
} from './index.ts';

/** How other servers read a form: each gives the scopes that it would believe. */
const readers: readonly (readonly [name: string, (body: string) => readonly string[]])[] = [
  ['the first counts', (body) => valuesOf(body, exact).slice(0, 1)],
  ['the last counts', (body) => valuesOf(body, exact).slice(-1)],
  ['all count', (body) => valuesOf(body, exact)],
  ['names in any case', (body) => valuesOf(body, (name) => name.toLowerCase())],
  ['names with brackets', (body) => valuesOf(body, (name) => name.replace(/\[.*$/, ''))],
];
const exact = (name: string): string => name;

function valuesOf(body: string, nameOf: (name: string) => string): string[] {
  return [...new URLSearchParams(body)].filter(([name]) => nameOf(name) === 'scope').map(([, value]) => value);
}

const fragment = fc.oneof(
  fc.constantFrom(
    'scope',
    'Scope',
    'scope[]',
    '%73cope',
    'scope%00',
    'grant_type',
    'refresh_token',
    'resource',
    'code',
  ),
  fc.string({ maxLength: 6 }),
);
const value = fc.oneof(
  fc.constantFrom(
    'client_credentials',
    'refresh_token',
    'api%3Aread',
    'admin',
    'api%3Aread+admin',
    '',
    '%zz',
    'a%2520b',
  ),
  fc.string({ maxLength: 6 }),
);
/** With what each of them can't do without. */
const GRANTS = ['client_credentials', `${encodeURIComponent(DEVICE_CODE)}&device_code=d`];
const hostileBody = fc
  .array(fc.tuple(fragment, value), { maxLength: 8 })
  .chain((pairs) =>
    fc
      .constantFrom(...GRANTS)
      .map((grant) => [`grant_type=${grant}`, ...pairs.map(([name, text]) => `${name}=${text}`)].join('&')),
  );

it('I1: whatever was sent, no server reads more out of the forwarded request than was decided', () => {
  fc.assert(
    fc.property(hostileBody, fc.subarray(['api:read', 'admin']), (body, allowed) => {
      let forwarded: string;
      let decided: readonly string[];
      try {
        const request = parseTokenRequest(parseParameters(body));
        decided = (request.grantType === 'authorization_code' ? [] : (request.scopes ?? [])).filter((scope) =>
          allowed.includes(scope),
        );
        forwarded = formatParameters(tokenRequestParameters(request, { scopes: decided, resource: null }));
      } catch (error) {
        assert.ok(error instanceof OAuthError);
        return;
      }
      for (const [name, read] of readers)
        for (const scope of read(forwarded).flatMap((text) => text.split(' ')))
          assert.ok(decided.includes(scope), `${name}: ${scope} was not decided`);
      assert.deepEqual(scopesOf(parseParameters(forwarded)) ?? [], decided);
    }),
  );
});

it('drops the code that stands beside a refresh token', () => {
  const request = parseTokenRequest(parseParameters('grant_type=refresh_token&refresh_token=r&code=broader&scope=a'));
  const forwarded = formatParameters(
    tokenRequestParameters(request, { scopes: ['a'], resource: 'https://api.example' }),
  );
  assert.equal(forwarded, 'grant_type=refresh_token&refresh_token=r&scope=a&resource=https%3A%2F%2Fapi.example');
});
