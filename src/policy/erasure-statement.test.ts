import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ed25519Signer, formatVerifierKey } from '../proof/index.ts';
import { type ErasureStatement, erasureStatement } from './erasure-statement.ts';
import type { Person } from './types.ts';

const signer = (name: string) => ed25519Signer(name, generateKeyPairSync('ed25519').privateKey);
const [jane, sam, mallory] = [signer('jane.example'), signer('sam.example'), signer('mallory.example')];
const person = (id: string, key: typeof jane, approves: Person['approves'] = 'high'): Person =>
  ({ id, approves, approvalKeys: [formatVerifierKey(key.key)] }) as unknown as Person;
const PEOPLE = [person('p-1', jane), person('p-2', sam), person('p-3', mallory, null)];
const SAID: ErasureStatement = {
  environment: 'production',
  issuer: 'https://issuer.example',
  erasure: 'erased:AAAAAAAAAAAAAAAAAAAAAA',
  person: 'p-1',
  time: '2026-11-25T00:00:00Z',
};

describe('a statement about an erasure', () => {
  test('is proven by the key of the person that it names', () => {
    const { person: id, time } = SAID;
    assert.deepEqual(erasureStatement.prove(erasureStatement.sign(SAID, jane), SAID, PEOPLE), { person: id, time });
  });

  for (const [what, note, expected] of [
    ['by another one’s key', erasureStatement.sign(SAID, sam), /not signed with a key of p-1/],
    [
      'by somebody unknown',
      erasureStatement.sign({ ...SAID, person: 'p-9' }, jane),
      /nobody that the active policy knows/,
    ],
    ['by who may approve nothing', erasureStatement.sign({ ...SAID, person: 'p-3' }, mallory), /may approve nothing/],
    ['of another environment', erasureStatement.sign({ ...SAID, environment: 'staging' }, jane), /another environment/],
    ['of another issuer', erasureStatement.sign({ ...SAID, issuer: 'https://other.example' }, jane), /another issuer/],
    ['about somebody else', erasureStatement.sign({ ...SAID, erasure: 'erased:B' }, jane), /another erasure/],
    ['that is none', 'yes, erase them\n', /no signed statement/],
  ] as const)
    test(`${what} proves nothing`, () => {
      const proven = erasureStatement.prove(note, SAID, PEOPLE);
      assert.equal(typeof proven, 'string');
      assert.match(String(proven), expected);
    });

  test('is read back as it was written, and no other text is one', () => {
    const word = fc.stringMatching(/^[!-~]{1,40}$/);
    fc.assert(
      fc.property(word, word, word, (erasure, environment, id) => {
        const said = { ...SAID, erasure, environment, person: id };
        assert.deepEqual(erasureStatement.read(erasureStatement.text(said)), said);
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => erasureStatement.read(text) === null));
  });
});
