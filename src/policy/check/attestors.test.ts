import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatVerifierKey } from '../../proof/index.ts';
import { sshKey } from '../../proof/testing/ssh-key.ts';
import { compilePolicy } from '../compile.ts';
import { SIGNERS, shopText, signerOf } from '../testing/shop-policy.ts';
import { toldOf } from '../testing/told-of-shop.ts';

const keyOf = (byte: number): string => formatVerifierKey(signerOf('attestor.example', byte).key);

const attestor = (id: string, fields: Readonly<Record<string, string | null>> = {}): string => {
  const all = {
    ...{ description: 'Looks at reviews in CI.', author: 'p-1', attests: 'github_review', approves: 'high' },
    ...{ api: 'https://api.github.com', repository: '7', key: keyOf(71) },
    ...fields,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : `    ${name}: ${value}\n`));
  return `  ${id}:\n${lines.join('')}`;
};
const told = (...attestors: string[]): string[] => toldOf(`attestors:\n${attestors.join('')}`);

describe('an attestor', () => {
  test('is written by somebody whom there is', () => {
    assert.deepEqual(told(attestor('bot')), []);
    assert.deepEqual(told(attestor('bot', { author: 'p-7' })), [
      '4:13 person_unknown: there is no person p-7 | Did you mean p-1?',
    ]);
  });

  test('has a verifier key, which is nobody else’s', () => {
    const ssh = sshKey(72).line;
    for (const key of ['none', `'${ssh}'`, 'a+b+c'])
      assert.deepEqual(
        told(attestor('bot', { key })),
        ['9:10 attestor_key_invalid: this is no verifier key | Paste what ambit approve --generate-key printed.'],
        key,
      );
    const two = SIGNERS['p-2'];
    assert.ok(two);
    assert.deepEqual(told(attestor('bot', { key: formatVerifierKey(two.key) })), [
      "9:10 attestor_key_shared: this key is p-2's too | Make a key for the attestor alone: nobody could say whose word it was.",
    ]);
    assert.deepEqual(told(attestor('bot'), attestor('hook')), [
      "17:10 attestor_key_shared: this key is bot's too | Make a key for the attestor alone: nobody could say whose word it was.",
    ]);
    assert.deepEqual(told(attestor('bot'), attestor('hook', { key: keyOf(73) })), []);
    // Two keys that are none are not one key of two.
    assert.deepEqual(told(attestor('bot', { key: 'none' }), attestor('hook', { key: 'none' })), [
      '9:10 attestor_key_invalid: this is no verifier key | Paste what ambit approve --generate-key printed.',
      '17:10 attestor_key_invalid: this is no verifier key | Paste what ambit approve --generate-key printed.',
    ]);
  });

  test('says where its reviews are, and of sessions nothing of the sort', () => {
    const bare = { api: null, repository: null };
    const every: readonly Readonly<Record<string, string | null>>[] = [
      ...[{ attests: 'session' }, { attests: 'session', api: null }, { attests: 'session', repository: null }],
      ...[bare, { api: null }, { repository: null }, { attests: 'gitlab_review', api: null }],
    ];
    assert.deepEqual(told(attestor('here', { attests: 'session', ...bare })), []);
    for (const fields of every)
      assert.deepEqual(
        told(attestor('here', fields)),
        [
          fields['attests'] === 'session'
            ? '2:3 attestor_incomplete: sessions are of no host and repository | Remove api and repository.'
            : '2:3 attestor_incomplete: nothing says of which host and repository | Add api: and repository:.',
        ],
        JSON.stringify(fields),
      );
  });

  test('says of check runs nothing of that sort either, and that they approve nothing', () => {
    const bare = { attests: 'check_run', api: null, repository: null };
    assert.deepEqual(told(attestor('ci', { ...bare, approves: null })), []);
    for (const fields of [{ api: 'https://git.example' }, { repository: '7' }])
      assert.deepEqual(told(attestor('ci', { ...bare, approves: null, ...fields })), [
        '2:3 attestor_incomplete: check runs are of no host and repository | Remove api and repository.',
      ]);
    assert.deepEqual(told(attestor('ci', bare)), [
      '2:3 attestor_incomplete: check runs approve nothing | Remove approves.',
    ]);
  });

  test('says up to which risk its reviews and sessions count', () => {
    for (const fields of [{}, { attests: 'session', api: null, repository: null }])
      assert.deepEqual(told(attestor('here', { ...fields, approves: null })), [
        '2:3 attestor_incomplete: nothing says up to which risk it may vouch | Add approves: low, high or critical.',
      ]);
  });

  test('asks the same host as others of its kind', () => {
    const other = (fields: Readonly<Record<string, string>>) => attestor('hook', { key: keyOf(73), ...fields });
    assert.deepEqual(told(attestor('bot'), other({ api: 'https://git.example' })), [
      "15:10 attestor_host_differs: another attestor asks https://api.github.com, where account ids are other people's | Name one host of a kind: the accounts of people are of one.",
    ]);
    assert.deepEqual(told(attestor('bot'), other({ api: 'https://git.example', attests: 'gitlab_review' })), []);
  });

  test('asks it over https, or on the loopback interface', () => {
    for (const api of [
      ...['http://127.0.0.1', 'http://localhost:8080', 'http://localhost/api', 'http://[::1]:1/api'],
      ...['https://git.example', 'https://http.example'],
    ])
      assert.deepEqual(told(attestor('bot', { api: `'${api}'` })), [], api);
    for (const api of [
      ...[
        'http://git.example',
        'http://127.0.0.10',
        'http://localhost.example',
        'http://127x0.0.1',
        'http://127.0x0.1',
      ],
      ...[
        'http://127.0.0x1',
        'http://localhost:8080x',
        'http://localhost:port/x',
        'http://my-localhost',
        'http://localhost:',
      ],
    ])
      assert.deepEqual(
        told(attestor('bot', { api: `'${api}'` })),
        [
          '7:10 attestor_host_insecure: what comes over http is nobody’s word | Use https; http is for the loopback interface.',
        ],
        api,
      );
  });
});

describe('an account', () => {
  const people = (first: string, second: string): string[] =>
    compilePolicy([
      { path: 'shop.yaml', text: shopText().replace('  p-1: {}\n', `  p-1: ${first}\n  p-9:\n    ${second}\n`) },
    ]).diagnostics.map(({ line, column, code, message, help }) => `${line}:${column} ${code}: ${message} | ${help}`);

  test('is one person’s at a host', () => {
    assert.deepEqual(people('{ identities: { github: 7 } }', 'identities: { github: 7 }'), [
      "7:27 account_shared: this account is p-1's too | An account is one person’s.",
    ]);
    assert.deepEqual(people('{ identities: { gitlab: 7 } }', 'identities: { github: 8, gitlab: 7 }'), [
      "7:38 account_shared: this account is p-1's too | An account is one person’s.",
    ]);
    assert.deepEqual(people('{ identities: { github: 7 } }', 'identities: { github: 8 }'), []);
    assert.deepEqual(people('{ identities: { github: 7 } }', 'identities: { gitlab: 7 }'), []);
  });
});
