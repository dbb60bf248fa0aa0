import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toldOf } from '../testing/told-of-shop.ts';

const console_ = (author: string, ...roles: string[]): string => `console:
  author: ${author}
  roles:
${roles.map((role) => `    ${role}\n`).join('')}`;
const ISSUERS = { issuers: '  https://login.example: { level: guarded }\n  https://login.other: { level: guarded }\n' };

test('a role is written by somebody whom there is, and of an issuer that there is', () => {
  assert.deepEqual(toldOf(console_('p-1', 'admin: [{ claim: groups, value: admins }]')), []);
  assert.deepEqual(toldOf(console_('p-7', 'admin: [{ claim: groups, value: admins }]')), [
    '2:11 person_unknown: there is no person p-7 | Did you mean p-1?',
  ]);
  const viewer = 'viewer: [{ claim: groups, value: all, issuer: https://login.else }]';
  assert.deepEqual(toldOf(console_('p-1', viewer)), [
    '4:5 issuer_unknown: there is no issuer https://login.else | Did you mean https://login.example?',
  ]);
  assert.deepEqual(toldOf(console_('p-1', 'viewer: [{ claim: groups, value: all }]'), ISSUERS), [
    '4:5 issuer_missing: the policy has several issuers and this role names none | Add issuer: https://login.example or https://login.other.',
  ]);
});

test('a subject at an issuer is one person, who may have several roles', () => {
  const dora = (person: string, issuer = 'https://login.example'): string =>
    `[{ claim: sub, value: dora, issuer: ${issuer}, person: ${person} }]`;
  const two = (first: string, second: string): string[] =>
    toldOf(console_('p-1', `approver: ${first}`, `viewer: ${second}`), ISSUERS);
  assert.deepEqual(two(dora('p-2'), dora('p-2')), []);
  assert.deepEqual(two(dora('p-2'), dora('p-3', 'https://login.other')), []);
  assert.deepEqual(two(dora('p-2'), dora('p-2').replace('dora', 'carl')), []);
  assert.deepEqual(two(dora('p-2'), dora('p-3')), [
    '5:5 role_person_twice: dora is p-2 already | One subject is one person.',
  ]);
  assert.deepEqual(two(dora('p-7'), dora('p-2', 'https://login.other')), [
    '4:5 person_unknown: there is no person p-7 | Did you mean p-1?',
  ]);
  assert.deepEqual(two(dora('p-2'), dora('p-2', 'https://login.other').replace('sub', 'groups')), [
    '5:5 role_person_of_group: everybody whose groups is dora would be p-2 | A person is known by the claim sub; map the group in a line of its own, without a person.',
  ]);
});
