import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DefinitionSites } from '../definition-sites.ts';
import { clientText, scopeText, shopPolicy, shopText } from '../testing/shop-policy.ts';
import { readYaml } from '../yaml-source.ts';
import { Complaints } from './complaints.ts';

const TEXT = shopText({
  scopes: scopeText('pay:{id}', { parameters: '{ id: { characters: digits, maxLength: 4 } }' }),
  clients: clientText('till') + clientText('desk', { clientId: 'c-7' }),
  more: 'teams:\n  t-shop: { description: Runs the shop., author: p-1, members: [p-1] }\n',
});
const POLICY = shopPolicy(TEXT);

function complaints(policy = POLICY): Complaints {
  const sites = new DefinitionSites();
  sites.add(readYaml('shop.yaml', TEXT), ['environment']);
  return new Complaints(policy, sites);
}

describe('complaints of a policy', () => {
  test('are ten thousand at most', () => {
    const all = complaints();
    for (let index = 0; index < 10_002; index++) all.complain(['environment'], 'wrong', `${index}`, 'Mend it.');
    assert.equal(all.found.length, 10_000);
    assert.deepEqual(all.found.at(-1), {
      ...{ code: 'wrong', severity: 'error', message: '9999', help: 'Mend it.' },
      ...{ file: 'shop.yaml', line: 1, column: 14 },
    });
  });

  test('are at the value, unless the key is asked for', () => {
    const all = complaints();
    all.complain(['environment'], 'a', '', '');
    all.complain(['environment'], 'b', '', '', 'key');
    assert.deepEqual(
      all.found.map(({ column }) => column),
      [14, 1],
    );
  });

  test('know what others refer to by its name', () => {
    const all = complaints();
    const names = [
      ['issuer', 'https://login.example'],
      ['person', 'p-2'],
      ['team', 't-shop'],
      ['resource server', 'stock'],
      ['scope', 'pay:{id}'],
      ['client', 'till'],
      ['client', 'desk'],
    ] as const;
    for (const [what, name] of names) {
      assert.ok(all.knows(what, name), name);
      assert.ok(all.reference([], what, name), name);
    }
    for (const [what, name] of names) assert.ok(!all.knows(what, `${name}x`));
    assert.ok(!all.knows('client', 'c-7') && !all.knows('scope', 'pay:7'));
    assert.deepEqual(all.found, []);
    assert.deepEqual([all.scope([], 'pay:7'), all.scope([], 'pay:x')], [true, false]);
    assert.equal(all.found.length, 1);
    assert.equal(complaints({ ...POLICY, teams: [] }).knows('team', 't-shop'), false);
  });

  test('are none of what may stand where nobody can read it', () => {
    const sites = new DefinitionSites();
    sites.addUnread();
    const all = new Complaints(POLICY, sites);
    assert.equal(all.reference([], 'person', 'p-9'), false);
    assert.deepEqual(all.found, []);
  });

  test('are of an issuer only where one has to be named', () => {
    const all = complaints();
    all.issuer(['clients', 'till', 'issuer'], '', 'this client');
    all.issuer(['clients', 'till', 'issuer'], 'https://login.example', 'this client');
    assert.deepEqual(all.found, []);
    all.issuer(['clients', 'till', 'issuer'], 'https://login.exmaple', 'this client');
    assert.deepEqual(
      all.found.map(({ code }) => code),
      ['issuer_unknown'],
    );
    const issuers = Array.from({ length: 12 }, (_, at) => ({
      ...{ issuer: `https://${at}.example`, level: 'guarded', mode: 'enforce' },
    })) as unknown as typeof POLICY.issuers;
    const several = complaints({ ...POLICY, issuers });
    several.issuer(['environment', 'issuer'], '', 'this client');
    assert.equal(
      several.found[0]?.help,
      `Add issuer: ${Array.from({ length: 10 }, (_, at) => `https://${at}.example`).join(' or ')}.`,
    );
    assert.deepEqual([several.found[0]?.code, several.found[0]?.column], ['issuer_missing', 1]);
  });

  test('are of an owner as a person or as a team', () => {
    const all = complaints();
    all.owner([], 't-shop');
    all.owner([], 'p-1');
    all.owner([], 't-sohp');
    all.owner([], 'p-t-9');
    assert.deepEqual(
      all.found.map(({ code }) => code),
      ['team_unknown', 'person_unknown'],
    );
  });

  test('are of what stands twice in a row', () => {
    const all = complaints();
    for (const names of [[], ['a'], ['a', 'b'], ['a', 'b', 'b'], ['a', 'a', 'b']])
      all.twice(() => ['environment'], names, 'scope_twice', names.length === 3 ? 'issuer' : 'scope');
    assert.deepEqual(
      all.found.map(({ code, message }) => `${code} ${message}`),
      ['scope_twice an issuer stands here twice', 'scope_twice an issuer stands here twice'],
    );
  });
});
