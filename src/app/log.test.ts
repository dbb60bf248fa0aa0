import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { dataDirectoryAt } from './data-directory.ts';
import { createLog, faultOf, redacted } from './log.ts';

const SECRET = 'zQ9x7vB2mKp4LsTn8RdW';

describe('a log shows no credential', () => {
  for (const [what, text] of [
    ['a bearer token', `Authorization: Bearer ${SECRET}`],
    ['basic credentials', `authorization: basic ${SECRET}==`],
    ['a JWT', `the token eyJhbGciOiJFUzI1NiJ9.${SECRET}.${SECRET} is odd`],
    ['a form', `grant_type=authorization_code&code=${SECRET}&client_secret=${SECRET}&code_verifier=${SECRET}`],
    ['JSON', `{"access_token":"${SECRET}","refresh_token": "${SECRET}"}`],
    ['an assertion', `client_assertion=${SECRET}`],
    ['the password of a database', `connect postgres://ambit:${SECRET}@127.0.0.1:5432/postgres failed`],
  ] as const)
    test(`of ${what}`, () => assert.ok(!redacted(text).includes(SECRET), redacted(text)));

  test('nor in the causes of a fault', () => {
    const fault = faultOf(new Error('outer', { cause: new Error(`Bearer ${SECRET}`) }));
    assert.deepEqual(fault.causes, ['Error: Bearer [redacted]']);
    assert.ok(!JSON.stringify(faultOf(`token=${SECRET}`)).includes(SECRET));
  });

  test('and leaves ordinary sentences as they are', () => {
    const sentence = 'The policy sha256:0a1b in /srv/policy is for the environment test, entry 17.';
    assert.equal(redacted(sentence), sentence);
  });

  test('and ends whatever it is given', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof redacted(text) === 'string'));
  });
});

test('a log is JSON lines in a file of its owner’s alone', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'ambit-log-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const directory = dataDirectoryAt(folder);
  mkdirSync(directory.log);
  const log = createLog({ log: { level: 'info', to: 'file' } }, directory, 'guard');
  log.info(`access_token=${SECRET}`);
  log.debug('nobody asked for this');
  log.error({ fault: faultOf(new Error('it broke')) }, 'fault');
  const file = join(directory.log, 'guard.log');
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  assert.equal(lines.length, 2);
  assert.deepEqual(
    lines.map((line) => (JSON.parse(line) as { message: string; process: string }).message),
    ['access_token=[redacted]', 'fault'],
  );
  assert.equal(statSync(file).mode & 0o777, 0o600);
});
