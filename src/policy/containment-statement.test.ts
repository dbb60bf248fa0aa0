import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ed25519Signer, formatVerifierKey } from '../proof/index.ts';
import { type ContainmentStatement, containmentStatement } from './containment-statement.ts';
import type { Person } from './types.ts';

const signer = (name: string) => ed25519Signer(name, generateKeyPairSync('ed25519').privateKey);
const [jane, sam, mallory] = [signer('jane.example'), signer('sam.example'), signer('mallory.example')];
const person = (id: string, key: typeof jane, approves: Person['approves'] = 'high'): Person =>
  ({ id, approves, approvalKeys: [formatVerifierKey(key.key)] }) as unknown as Person;
const PEOPLE = [person('p-1', jane), person('p-2', sam), person('p-3', mallory, null)];
const SAID: ContainmentStatement = {
  act: 'release',
  environment: 'production',
  issuer: 'https://issuer.example',
  client: 'batch',
  containment: `sha256:${'0'.repeat(64)}`,
  person: 'p-1',
  time: '2026-11-25T00:00:00Z',
};

describe('a statement of a containment', () => {
  test('is proven by the key of the person that it names', () => {
    assert.deepEqual(containmentStatement.prove(containmentStatement.sign(SAID, jane), SAID, PEOPLE), {
      person: 'p-1',
      time: '2026-11-25T00:00:00Z',
    });
  });

  for (const [what, note, expected] of [
    ['by another one’s key', containmentStatement.sign(SAID, sam), /not signed with a key of p-1/],
    [
      'by somebody unknown',
      containmentStatement.sign({ ...SAID, person: 'p-9' }, jane),
      /nobody that the active policy knows/,
    ],
    [
      'by who may approve nothing',
      containmentStatement.sign({ ...SAID, person: 'p-3' }, mallory),
      /may approve nothing/,
    ],
    ['of another client', containmentStatement.sign({ ...SAID, client: 'shop' }, jane), /another client: shop/],
    [
      'of another environment',
      containmentStatement.sign({ ...SAID, environment: 'staging' }, jane),
      /another environment/,
    ],
    [
      'of an earlier containment',
      containmentStatement.sign({ ...SAID, containment: 'sha256:1' }, jane),
      /another containment/,
    ],
    ['that contains', containmentStatement.sign({ ...SAID, act: 'contain' }, jane), /another act/],
    ['that is none', 'yes, release it\n', /no signed statement/],
  ] as const)
    test(`${what} proves nothing`, () => {
      const proven = containmentStatement.prove(note, SAID, PEOPLE);
      assert.equal(typeof proven, 'string');
      assert.match(String(proven), expected);
    });

  test('is read back as it was written, and no other text is one', () => {
    const word = fc.stringMatching(/^[!-~]{1,40}$/);
    fc.assert(
      fc.property(word, word, word, (client, environment, id) => {
        const said = { ...SAID, client, environment, person: id };
        assert.deepEqual(containmentStatement.read(containmentStatement.text(said)), said);
      }),
    );
    fc.assert(
      fc.property(fc.string(), fc.nat(400), (text, at) => {
        const whole = containmentStatement.text(SAID);
        const read = containmentStatement.read(`${whole.slice(0, at)}${text}${whole.slice(at)}`);
        if (read !== null)
          assert.equal(containmentStatement.text(read), `${whole.slice(0, at)}${text}${whole.slice(at)}`);
        assert.equal(containmentStatement.read(text), null);
      }),
    );
  });
});
