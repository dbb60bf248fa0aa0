import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSession, sessionLines } from './attested-session.ts';

const SESSION = {
  ...{ attestor: 'here', proof: 'session' as const, issuer: 'https://login.example', subject: 'ada' },
  signedIn: '2026-11-24T00:00:00Z',
};

test('a yes while signed in is read as it is written, and is none without any part of it', () => {
  assert.deepEqual(readSession(SESSION), SESSION);
  assert.deepEqual(
    sessionLines(SESSION),
    Object.entries(SESSION).map(([field, value]) => `${field} ${value}`),
  );
  const isRead = (over: Readonly<Record<string, string>>, without?: string): boolean =>
    readSession(Object.fromEntries(Object.entries({ ...SESSION, ...over }).filter(([field]) => field !== without))) !==
    null;
  for (const field of ['attestor', 'proof', 'issuer', 'subject'])
    assert.deepEqual([isRead({ [field]: '' }), isRead({}, field)], [false, false], field);
  for (const attestor of ['a', 'a-1', 'a'.repeat(61)]) assert.ok(isRead({ attestor }), attestor);
  for (const attestor of ['A', '1a', 'a b', 'xA', 'a'.repeat(62), 'a ', '-a'])
    assert.ok(!isRead({ attestor }), attestor);
  for (const proof of ['github_review', 'note', 'sessions']) assert.ok(!isRead({ proof }), proof);
  assert.ok(isRead({}, 'signedIn'), 'whether its time is one is asked elsewhere');
});
