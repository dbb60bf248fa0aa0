import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { ed25519Signer, formatVerifierKey } from '../proof/index.ts';
import { type ElevationStatement, elevationStatement } from './elevation-statement.ts';

const signer = ed25519Signer('bob.example', generateKeyPairSync('ed25519').privateKey);
const people = [{ id: 'p-2', approvalKeys: [formatVerifierKey(signer.key)], approves: null, approvals: [] }];
const said: ElevationStatement = {
  ...{ act: 'approve', environment: 'test', issuer: 'https://issuer.example', elevation: 'sha256:e' },
  ...{ person: 'p-2', time: '2026-12-01T10:00:00Z' },
};
const { person: _person, time: _time, ...expected } = said;

test('a statement says who signed, and for what alone', () => {
  assert.deepEqual(elevationStatement.read(elevationStatement.text(said)), said);
  const note = elevationStatement.sign(said, signer);
  assert.deepEqual(elevationStatement.prove(note, expected, people), { person: 'p-2', time: said.time });
  assert.match(String(elevationStatement.prove(note, { ...expected, act: 'deny' }, people)), /another act: approve/);
  assert.match(
    String(elevationStatement.prove(note, { ...expected, elevation: 'sha256:f' }, people)),
    /another elevation/,
  );
  assert.match(String(elevationStatement.prove(note, expected, [])), /nobody/);
  const other = ed25519Signer('bob.example', generateKeyPairSync('ed25519').privateKey);
  assert.match(String(elevationStatement.prove(elevationStatement.sign(said, other), expected, people)), /not signed/);
  assert.match(
    String(elevationStatement.prove(note.replace('act approve', 'act end'), { ...expected, act: 'end' }, people)),
    /not signed/,
  );
});

test('no other text is one, whatever it is', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constant(elevationStatement.text(said)), fc.string({ minLength: 200 })),
      (text) => {
        const read = elevationStatement.read(text);
        if (read !== null) assert.equal(elevationStatement.text(read), text);
        assert.equal(typeof elevationStatement.prove(text, expected, people), 'string');
      },
    ),
  );
});
