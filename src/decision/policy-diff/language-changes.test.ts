import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Client, identifyPolicy, type Policy, type Scope } from '../../policy/index.ts';
import { ISSUER, sampleClient, samplePolicy, sampleScope } from '../testing/sample-policy.ts';
import { diffPolicies } from './diff-policies.ts';
import type { PolicyChange } from './types.ts';

const OTHER = 'https://other.example';
const MACHINE = { grantTypes: ['client_credentials'], redirectUris: [] } as const;
const till = (over: Partial<Client> = {}, ...scopes: readonly Scope[]): Partial<Policy> => ({
  scopes: [...scopes, sampleScope('orders:read'), sampleScope('orders:write', { risk: 'high' })],
  clients: [sampleClient('till', over)],
});
const pay = (over: Partial<Scope> = {}): Partial<Policy> => ({
  scopes: [
    sampleScope('orders:pay', over),
    ...['orders:read', 'orders:refund', 'orders:write'].map((name) => sampleScope(name)),
  ],
  clients: [sampleClient('till', { standing: ['orders:pay'] }), sampleClient('web', { eligible: ['orders:pay'] })],
});
const unheld = (...scopes: readonly Scope[]): Partial<Policy> => ({ scopes, clients: [] });
const pattern = (parameters: NonNullable<Scope['parameters']>): Partial<Policy> =>
  unheld(sampleScope('orders:{id}', { parameters }));
const EU = { values: ['eu'] };
const ALL_EU = { values: ['asia', 'eu'] };
const DIGITS = { characters: 'digits', maxLength: 4 } as const;
const SEVEN = unheld(sampleScope('orders:7'), sampleScope('orders:{id}', { parameters: { id: DIGITS } }));
const until = (deadline: string, ...scopes: readonly string[]): Partial<Policy> =>
  pay({ replacedBy: { scopes, deadline } });
const [IN_2026, IN_2027, IN_2028] = ['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', '2028-01-01T00:00:00Z'] as const;
const ALL = sampleScope('orders:all', { implies: ['orders:write', 'orders:read'] });
const SHORT = sampleScope('orders:read', { maxTtlSeconds: 60 });
const TWO = { standing: ['orders:write'], eligible: ['orders:read'] };

/** What is changed from what to what, and all that is said of it: `+` is a widening; what its reach is of stands in brackets. */
const CASES: readonly (readonly [what: string, was: Partial<Policy>, is: Partial<Policy>, ...told: string[]])[] = [
  [
    'a client at another issuer',
    till({ name: 'till' }),
    till({ name: 'till', issuer: OTHER }),
    '+ client_issuer_changed till "https://issuer.example" → "https://other.example" [orders:read] till is registered at https://other.example, where it was at https://issuer.example.',
  ],
  [
    'another client id',
    till({ name: 'till' }),
    till({ name: 'till', clientId: 'till-2', eligible: ['orders:write'] }),
    '+ client_scope_gained till null → "eligible" [orders:write] till may hold orders:write only while an elevation is active, which it could not.',
    '+ client_id_changed till "till" → "till-2" [orders:read orders:write] till is the client till-2, where it was till.',
    '- client_risk_raised till "low" → "high" [] The highest risk that till may reach rises from low to high.',
  ],
  [
    'a client that goes with its issuer',
    till(),
    { ...till(), issuers: [], clients: [] },
    '- client_removed till "till" → null [] till is gone from the policy and gets nothing any more.',
    '- client_scope_lost till "standing" → null [orders:read] till may no longer hold orders:read.',
    '- issuer_removed https://issuer.example "https://issuer.example" → null [] https://issuer.example is gone: no token of it is taken any more.',
  ],
  [
    'what a client is for',
    till(),
    till({ owner: 'p-2', author: 'p-3', purpose: 'sells' }),
    '- client_reworded till "p-1" → "p-2" [] The owner of till is p-2, where it was p-1.',
    '- client_reworded till "p-1" → "p-3" [] The author of till is p-3, where it was p-1.',
    '- client_reworded till "tests" → "sells" [] The purpose of till is sells, where it was tests.',
  ],
  [
    'a scope lost and another gained',
    till({ standing: ['orders:write'] }),
    till({ standing: ['orders:read'] }),
    '+ client_scope_gained till null → "standing" [orders:read] till may always hold orders:read, which it could not.',
    '- client_scope_lost till "standing" → null [orders:write] till may no longer hold orders:write.',
  ],
  [
    'a later end of a client with an eligible scope',
    till(TWO),
    till({ ...TWO, expires: '2031-01-01T00:00:00Z' }),
    '+ client_expiry_changed till "2030-01-01T00:00:00Z" → "2031-01-01T00:00:00Z" [orders:read orders:write] till ends at 2031-01-01T00:00:00Z, later than 2030-01-01T00:00:00Z.',
  ],
  [
    'a scope that brings others along',
    till({}, ALL),
    till({ standing: ['orders:all', 'orders:read'] }, ALL),
    '+ client_scope_gained till null → "standing" [orders:all] till may always hold orders:all (which includes orders:read and orders:write), which it could not.',
  ],
  [
    'default scopes',
    till(),
    till({ defaultScopes: ['orders:read'] }),
    '+ client_default_scopes_changed till null → ["orders:read"] [orders:read] till gets orders:read when it asks for no scope, where it was refused.',
  ],
  [
    'files',
    till({ sources: ['apps/a/**'] }),
    till({ sources: ['apps/b/**'] }),
    '+ client_source_gained till null → "apps/b/**" [] Files of apps/b/** may ask for what till may hold, which they could not.',
    '- client_source_lost till "apps/a/**" → null [] Files of apps/a/** may no longer ask for what till may hold.',
  ],
  [
    'claims by name',
    till({ claims: ['email'] }),
    till({ claims: ['name'] }),
    '+ client_claim_gained till null → "name" [] till may ask for the claim name of people, which it could not by its name.',
    '- client_claim_lost till "email" → null [] till may no longer ask for the claim email of people.',
  ],
  [
    'how it has to ask',
    till({ requires: ['pushed_authorization_requests'] }),
    till({ requires: ['dpop'] }),
    '- client_requirement_gained till null → "dpop" [] till has to ask with a proof of the key that its tokens are bound to.',
    '+ client_requirement_lost till "pushed_authorization_requests" → null [orders:read] till need not ask by pushing its authorization requests any more.',
  ],
  [
    'a kind that is said, and was by what it may use',
    till(MACHINE),
    till({ ...MACHINE, kind: 'machine' }),
    '- client_kind_changed till null → "machine" [] till is said to be of the kind machine.',
  ],
  [
    'a kind that is no longer said',
    till({ kind: 'confidential' }),
    till(),
    '- client_kind_changed till "confidential" → null [] till is no longer said to be of the kind confidential.',
  ],
  [
    'a kind that is not what it was',
    till(),
    till({ kind: 'agent' }),
    '- client_kind_changed till null → "agent" [] till is of the kind agent, where it was confidential.',
  ],
  [
    'a kind that was said otherwise',
    till({ kind: 'agent' }),
    till({ kind: 'machine' }),
    '- client_kind_changed till "agent" → "machine" [] till is of the kind machine, where it was agent.',
  ],
  [
    'a limit of secrets',
    till(),
    till({ rotation: { secretDays: 90 } }),
    '- client_rotation_changed till null → 90 [] The secret of till may become 90 days old, where there was no limit.',
  ],
  [
    'a longer limit',
    till({ rotation: { secretDays: 90 } }),
    till({ rotation: { secretDays: 91 } }),
    '+ client_rotation_changed till 90 → 91 [orders:read] The secret of till may become 91 days old, where it was 90.',
  ],
  [
    'a shorter limit',
    till({ rotation: { refreshTokenDays: 90 } }),
    till({ rotation: { refreshTokenDays: 30 } }),
    '- client_rotation_changed till 90 → 30 [] The refresh tokens of till may become 30 days old, where it was 90.',
  ],
  [
    'no limit',
    till({ rotation: { refreshTokenDays: 90 } }),
    till({ rotation: {} }),
    '+ client_rotation_changed till 90 → null [orders:read] The refresh tokens of till may become as old as it likes, where it was 90.',
  ],
  [
    'a scope of a pattern that is defined by itself',
    pattern({ id: DIGITS }),
    SEVEN,
    '+ scope_added orders:7 null → "orders:7" [orders:7] The scope orders:7 is new at orders, of low risk, for internal data. It was one of orders:{id} until now: who may hold those may no longer hold it by that.',
  ],
  [
    'a scope that is of a pattern from now on',
    SEVEN,
    pattern({ id: DIGITS }),
    '+ scope_removed orders:7 "orders:7" → null [orders:7] The scope orders:7 is no longer defined by itself: it is one of orders:{id}, and who may hold those may hold it.',
  ],
  [
    'a scope that nobody may hold',
    unheld(sampleScope('orders:pay')),
    unheld(sampleScope('orders:pay', { resourceServer: null })),
    '+ scope_resource_server_changed orders:pay "orders" → null [orders:pay] orders:pay empowers at the authorization server, where it did at orders; nobody may hold it.',
  ],
  [
    'a scope that includes one',
    pay(),
    pay({ implies: ['orders:read'] }),
    '+ scope_included_gained orders:pay null → "orders:read" [orders:read] orders:pay includes orders:read, which it did not; till and web may hold it.',
  ],
  [
    'a scope that includes another',
    pay({ implies: ['orders:read'] }),
    pay({ implies: ['orders:write'] }),
    '+ scope_included_gained orders:pay null → "orders:write" [orders:write] orders:pay includes orders:write, which it did not; till and web may hold it.',
    '- scope_included_lost orders:pay "orders:read" → null [orders:pay] orders:pay no longer includes orders:read; till and web may hold it.',
  ],
  [
    'a scope that includes nothing short any more',
    unheld(sampleScope('orders:pay', { implies: ['orders:read'] }), SHORT),
    unheld(sampleScope('orders:pay'), SHORT),
    '+ scope_included_lost orders:pay "orders:read" → null [orders:pay] orders:pay no longer includes orders:read, and lives 600 s at most, where it was 60 s; nobody may hold it.',
  ],
  [
    'a scope that one issuer knows',
    pay(),
    pay({ issuers: [ISSUER] }),
    '- scope_issuers_changed orders:pay null → ["https://issuer.example"] [] orders:pay is known to https://issuer.example, where it was to every one.',
  ],
  [
    'a scope that every issuer knows',
    pay({ issuers: [ISSUER, OTHER] }),
    pay(),
    '+ scope_issuers_changed orders:pay ["https://issuer.example","https://other.example"] → null [orders:pay] orders:pay is known to every issuer, where it was to https://issuer.example and https://other.example.',
  ],
  [
    'a scope that another issuer knows',
    pay({ issuers: [ISSUER] }),
    pay({ issuers: [ISSUER, OTHER] }),
    '+ scope_issuers_changed orders:pay ["https://issuer.example"] → ["https://issuer.example","https://other.example"] [orders:pay] orders:pay is known to https://issuer.example and https://other.example, where it was to https://issuer.example.',
  ],
  [
    'a scope that one issuer less knows',
    pay({ issuers: [ISSUER, OTHER] }),
    pay({ issuers: [OTHER] }),
    '- scope_issuers_changed orders:pay ["https://issuer.example","https://other.example"] → ["https://other.example"] [] orders:pay is known to https://other.example, where it was to https://issuer.example and https://other.example.',
  ],
  [
    'a replacement',
    pay(),
    until(IN_2027, 'orders:read', 'orders:write'),
    '- scope_replacement_changed orders:pay null → "orders:read and orders:write from 2027-01-01T00:00:00Z on" [orders:pay] orders:pay is replaced by orders:read and orders:write from 2027-01-01T00:00:00Z on, where it was to stay; till and web may hold it.',
  ],
  [
    'no replacement any more',
    until(IN_2027, 'orders:read'),
    pay(),
    '+ scope_replacement_changed orders:pay "orders:read from 2027-01-01T00:00:00Z on" → null [orders:pay] orders:pay is to stay, where it was replaced by orders:read from 2027-01-01T00:00:00Z on; till and web may hold it.',
  ],
  [
    'a later replacement',
    until(IN_2027, 'orders:read'),
    until(IN_2028, 'orders:read'),
    '+ scope_replacement_changed orders:pay "orders:read from 2027-01-01T00:00:00Z on" → "orders:read from 2028-01-01T00:00:00Z on" [orders:pay] orders:pay is replaced by orders:read from 2028-01-01T00:00:00Z on, where it was replaced by orders:read from 2027-01-01T00:00:00Z on; till and web may hold it.',
  ],
  [
    'an earlier one',
    until(IN_2027, 'orders:read'),
    until(IN_2026, 'orders:read'),
    '- scope_replacement_changed orders:pay "orders:read from 2027-01-01T00:00:00Z on" → "orders:read from 2026-01-01T00:00:00Z on" [orders:pay] orders:pay is replaced by orders:read from 2026-01-01T00:00:00Z on, where it was replaced by orders:read from 2027-01-01T00:00:00Z on; till and web may hold it.',
  ],
  [
    'another one at the same time',
    until(IN_2027, 'orders:read'),
    until(IN_2027, 'orders:write'),
    '- scope_replacement_changed orders:pay "orders:read from 2027-01-01T00:00:00Z on" → "orders:write from 2027-01-01T00:00:00Z on" [orders:pay] orders:pay is replaced by orders:write from 2027-01-01T00:00:00Z on, where it was replaced by orders:read from 2027-01-01T00:00:00Z on; till and web may hold it.',
  ],
  [
    'more values',
    pattern({ id: EU }),
    pattern({ id: ALL_EU }),
    '+ scope_parameters_changed orders:{id} "one of eu" → "one of asia, eu" [orders:{id}] {id} in orders:{id} may be one of asia, eu, where it was one of eu; nobody may hold it.',
  ],
  [
    'fewer values',
    pattern({ id: ALL_EU }),
    pattern({ id: EU }),
    '- scope_parameters_changed orders:{id} "one of asia, eu" → "one of eu" [orders:{id}] {id} in orders:{id} may be one of eu, where it was one of asia, eu; nobody may hold it.',
  ],
  [
    'characters for values',
    pattern({ id: EU }),
    pattern({ id: DIGITS }),
    '+ scope_parameters_changed orders:{id} "one of eu" → "digits, 4 at most" [orders:{id}] {id} in orders:{id} may be digits, 4 at most, where it was one of eu; nobody may hold it.',
  ],
  [
    'parts, in their order',
    pattern({ z: EU, a: EU, same: EU }),
    pattern({ z: ALL_EU, a: DIGITS, same: EU }),
    '+ scope_parameters_changed orders:{id} "one of eu" → "digits, 4 at most" [orders:{id}] {a} in orders:{id} may be digits, 4 at most, where it was one of eu; nobody may hold it.',
    '+ scope_parameters_changed orders:{id} "one of eu" → "one of asia, eu" [orders:{id}] {z} in orders:{id} may be one of asia, eu, where it was one of eu; nobody may hold it.',
  ],
  [
    'parts that come and go',
    pattern({ a: EU }),
    pattern({ b: EU }),
    '- scope_parameters_changed orders:{id} "one of eu" → null [orders:{id}] {a} in orders:{id} may be nothing, where it was one of eu; nobody may hold it.',
    '+ scope_parameters_changed orders:{id} null → "one of eu" [orders:{id}] {b} in orders:{id} may be one of eu, where it was nothing; nobody may hold it.',
  ],
  [
    'parameters of what was none, and none of what had some',
    unheld(sampleScope('orders:a'), sampleScope('orders:b', { parameters: { b: EU } })),
    unheld(sampleScope('orders:a', { parameters: { a: EU } }), sampleScope('orders:b')),
    '+ scope_parameters_changed orders:a null → "one of eu" [orders:a] {a} in orders:a may be one of eu, where it was nothing; nobody may hold it.',
    '- scope_parameters_changed orders:b "one of eu" → null [orders:b] {b} in orders:b may be nothing, where it was one of eu; nobody may hold it.',
  ],
];

const tell = ({ kind, subject, widening, before, after, scopes, words }: PolicyChange): string =>
  `${widening ? '+' : '-'} ${kind} ${subject.name} ${JSON.stringify(before)} → ${JSON.stringify(after)} [${scopes.join(' ')}] ${words}`;
const toldOf = (was: Partial<Policy>, is: Partial<Policy>): string[] =>
  diffPolicies(identifyPolicy(samplePolicy(was).policy), identifyPolicy(samplePolicy(is).policy)).changes.map(tell);

describe('a change of what the language says of clients and scopes is told in full:', () => {
  for (const [what, was, is, ...told] of CASES)
    test(what, () => {
      assert.deepEqual(toldOf(was, is), told);
    });
});
