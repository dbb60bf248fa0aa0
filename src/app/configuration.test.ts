import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { formatVerifierKey } from '../proof/index.ts';
import { witnessOf } from '../proof/testing/cosigners.ts';
import { AppError } from './app-error.ts';
import { type Configuration, parseConfiguration, readConfiguration } from './configuration.ts';
import { readSecret } from './secret.ts';

const ACME = resolve(import.meta.dirname, '../../examples/acme/ambit.config.yaml');

const SMALLEST = `environment: test
policy: policy
ledger: { origin: example.com/log }
authorizationServer:
  issuer: https://login.example.com
  upstream: http://127.0.0.1:9010
issuerGuard:
  listen: 127.0.0.1:9000
`;

function parse(text: string): Configuration {
  return parseConfiguration('ambit.config.yaml', text, { file: '/etc/ambit/ambit.config.yaml', cwd: '/srv' });
}

/** What a configuration is refused with, line by line. */
function problems(text: string): string[] {
  try {
    parse(text);
  } catch (error) {
    assert.ok(error instanceof AppError && error.code === 'configuration_invalid', String(error));
    return error.message.split('\n').slice(1);
  }
  return [];
}

describe('a configuration', () => {
  test('of Acme is read', () => {
    const { issuerGuard, apiGuard, policy } = readConfiguration(ACME, '/srv');
    assert.equal(issuerGuard?.listen, '127.0.0.1:4400');
    assert.deepEqual(
      apiGuard?.apis.map(({ name }) => name),
      ['orders', 'customers'],
    );
    assert.equal(policy, join(ACME, '../ambit'));
  });

  test('has defaults where it says nothing', () => {
    const read = parse(SMALLEST);
    assert.equal(read.issuerGuard?.name, 'issuer-guard');
    assert.deepEqual(read.authorizationServer.tokenTypes, ['at+jwt']);
    assert.equal(read.authorizationServer.introspection, null);
    assert.deepEqual([read.apiGuard, read.database, read.management.socket], [null, null, null]);
    assert.deepEqual(read.log, { level: 'info', to: 'file' });
  });

  test('has paths relative to its file, and data relative to where Ambit is started', () => {
    const read = parse(`${SMALLEST}dataDirectory: data\ndatabase: { url: { file: secrets/url } }\n`);
    assert.equal(read.policy, '/etc/ambit/policy');
    assert.equal(read.dataDirectory, '/srv/data');
    assert.deepEqual(read.database, { url: { file: '/etc/ambit/secrets/url' } });
  });

  test('may follow a ref of a repository instead of naming a folder', () => {
    const { git, policy } = parse(SMALLEST.replace('policy: policy', 'policy: { git: { repository: ../clone } }'));
    assert.deepEqual(git, { repository: '/etc/clone', ref: 'main', folder: 'ambit', remote: null, pollSeconds: 30 });
    assert.equal(policy, '/etc/clone/ambit', 'where commands find it that read a folder');
    assert.equal(parse(SMALLEST).git, null);
  });

  for (const [git, why] of [
    ['{ repository: r, ref: --all }', /:2:\d+: policy\.git\.ref: a plain name/],
    ['{ repository: r, ref: a..b }', /policy\.git\.ref: a plain name/],
    ['{ repository: r, remote: "ext::sh -c x" }', /policy\.git\.remote: a plain name/],
    ['{ repository: r, folder: ../x }', /policy\.git\.folder: a folder in the repository/],
    ['{ repository: r, folder: "a:b" }', /policy\.git\.folder: a folder in the repository/],
    ['{ repository: r, pollSeconds: 0 }', /policy\.git\.pollSeconds/],
    ['{ ref: main }', /policy\.git\.repository/],
    ['{ repository: r, rfe: main }', /policy\.git\.rfe is no setting/],
  ] as const)
    test(`is refused where what is followed reads ${git}`, () =>
      assert.match(problems(SMALLEST.replace('policy: policy', `policy: { git: ${git} }`)).join('\n'), why));

  test('names the setting that was probably meant, with line and column', () => {
    assert.deepEqual(problems(`${SMALLEST}  nmae: g\n`), [
      'ambit.config.yaml:9:3: issuerGuard.nmae is no setting; did you mean name?',
    ]);
  });

  test('is refused with all of its problems at once, each where it stands', () => {
    const found = problems(SMALLEST.replace('127.0.0.1:9000', 'nowhere').replace('https://login', 'http://login'));
    assert.equal(found.length, 2);
    assert.match(found[0] ?? '', /^ambit\.config\.yaml:5:11: authorizationServer\.issuer: /);
    assert.match(found[1] ?? '', /^ambit\.config\.yaml:8:11: issuerGuard\.listen: /);
  });

  for (const [what, from, to] of [
    ['an issuer with a query', 'https://login.example.com', 'https://login.example.com?x=1'],
    ['an issuer with a fragment', 'https://login.example.com', 'https://login.example.com#x'],
    ['an issuer by http that is not on this machine', 'https://login.example.com', 'http://192.0.2.1'],
    ['an upstream with a path', 'http://127.0.0.1:9010', 'http://127.0.0.1:9010/x'],
    ['an upstream with a password', 'http://127.0.0.1:9010', 'http://u:p@127.0.0.1:9010'],
    ['a port that does not exist', '127.0.0.1:9000', '127.0.0.1:90000'],
    ['a ledger whose origin has a scheme', 'example.com/log', 'https://example.com/log'],
    ['pages that would let everything pass', 'issuerGuard:', 'issuerGuard:\n  pages: [/]'],
    [
      'a client secret that stands in the file',
      'issuerGuard:',
      '  introspection: { clientId: a, clientSecret: s }\nissuerGuard:',
    ],
    ['nothing to guard', 'issuerGuard:\n  listen: 127.0.0.1:9000\n', ''],
    ['an alias', 'policy: policy', 'policy: &p policy'],
    ['the same setting twice', 'policy: policy', 'policy: policy\npolicy: other'],
  ] as const)
    test(`is refused for ${what}`, () => {
      assert.ok(SMALLEST.includes(from));
      assert.notDeepEqual(problems(SMALLEST.replace(from, to)), []);
    });

  test('is refused for two guards on one address, or under one name', () => {
    const api = (listen: string, name: string): string => `apiGuard:
  name: ${name}
  apis:
    - { name: a, listen: '${listen}', publicUrl: 'http://a.example', upstream: 'http://127.0.0.1:1', openapi: a, audience: a }
`;
    assert.deepEqual(problems(SMALLEST + api('127.0.0.1:9001', 'other')), []);
    assert.match(
      problems(SMALLEST + api('127.0.0.1:9000', 'other')).join(),
      /issuerGuard\.listen listens there already/,
    );
    assert.match(problems(SMALLEST + api('127.0.0.1:9001', 'issuer-guard')).join(), /the issuer guard has this name/);
  });

  test('is identified without its secrets: where they are, and not what', () => {
    const read = parse(`${SMALLEST}database: { url: { env: DATABASE } }\n`);
    assert.match(read.canonical, /"database":\{"url":\{"env":"DATABASE"\}\}/);
  });

  test('never fails but with what is wrong, whatever the file says', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((noise) => `${SMALLEST}${noise}`),
        ),
        (text) => {
          try {
            parse(text);
          } catch (error) {
            assert.ok(error instanceof AppError && error.code === 'configuration_invalid', String(error));
          }
        },
      ),
    );
  });

  test('sends alerts to https addresses alone, or on this machine, and takes no secret for an address', () => {
    const withUrl = (url: string, more = ''): string =>
      `${SMALLEST}notifier:\n  webhooks:\n    - { name: pager, url: '${url}', secret: { file: pager.secret } }\n${more}`;
    assert.deepEqual(parse(withUrl('https://pager.example/hooks')).notifier, {
      name: 'notifier',
      webhooks: [
        {
          name: 'pager',
          url: 'https://pager.example/hooks',
          secret: { file: '/etc/ambit/pager.secret' },
          severities: ['high', 'critical'],
        },
      ],
    });
    assert.deepEqual(problems(withUrl('http://127.0.0.1:4420/')), []);
    for (const url of [
      'http://pager.example/',
      'https://u:p@pager.example/',
      'https://pager.example/?token=x',
      'pager',
    ])
      assert.match(
        problems(withUrl(url))[0] ?? '',
        /notifier\.webhooks\.0\.url: the address of a webhook is an https URL/,
        url,
      );
    const twice = "    - { name: pager, url: 'https://b.example/', secret: { env: B } }\n";
    assert.match(problems(withUrl('https://a.example/', twice))[0] ?? '', /two webhooks have it/);
    assert.match(
      problems(withUrl('https://a.example/', '  name: issuer-guard\n'))[0] ?? '',
      /notifier\.name: a guard has this name/,
    );
  });
});

describe('a secret', () => {
  test('comes from the environment', () => {
    assert.equal(readSecret({ env: 'S' }, 'the secret', { S: 'x y' }), 'x y');
    for (const env of [{}, { S: '' }])
      assert.throws(() => readSecret({ env: 'S' }, 'the secret', env), {
        code: 'secret_missing',
        message: /the secret.*\bS\b/,
      });
  });

  test('comes from a file, whose last line break does not count', (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'ambit-secret-'));
    context.after(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'secret');
    writeFileSync(file, 'a\nb\n');
    assert.equal(readSecret({ file }, 'the secret', {}), 'a\nb');
    writeFileSync(file, '\n');
    assert.throws(() => readSecret({ file }, 'the secret', {}), { code: 'secret_missing' });
    assert.throws(() => readSecret({ file: `${file}.none` }, 'the secret', {}), {
      code: 'secret_missing',
      message: /ENOENT/,
    });
  });
});

describe('the witnesses of a configuration', () => {
  const { ed25519, mlDsa44 } = witnessOf('witness.example/w1');
  const [plain, quantum] = [ed25519, mlDsa44].map(({ key }) => formatVerifierKey(key)) as [string, string];
  const another = formatVerifierKey(witnessOf('other.example/w').ed25519.key);
  const own = formatVerifierKey(witnessOf('example.com/log').ed25519.key);
  const witnesses = (settings: object): string =>
    SMALLEST.replace('{ origin: example.com/log }', JSON.stringify({ origin: 'example.com/log', witnesses: settings }));
  const one = { url: 'https://witness.example/w1', keys: [plain, quantum] };

  test('are asked every ten seconds, and one has to cosign within a minute, where nothing else is said', () => {
    const { ledger } = parse(witnesses({ named: [one] }));
    assert.deepEqual(ledger.witnesses, {
      ...{ needed: 1, withinSeconds: 60, everySeconds: 10 },
      named: [{ ...one, monitoringUrl: null }],
    });
    assert.equal(parse(SMALLEST).ledger.witnesses, null);
  });

  for (const [what, settings, problem] of [
    ['more than there are', { needed: 2, named: [one] }, /needed: only 1 are named/],
    ['a URL with a slash at its end', { named: [{ ...one, url: 'https://a.example/' }] }, /without a slash at its end/],
    ['a URL with a password', { named: [{ ...one, url: 'https://a:b@a.example' }] }, /a prefix reads/],
    ['what is no key', { named: [{ ...one, keys: ['nonsense'] }] }, /reads NAME\+HEX\+BASE64/],
    ['keys of two names', { named: [{ ...one, keys: [plain, another] }] }, /have one name/],
    ['one witness twice', { named: [one, { ...one, keys: [plain] }] }, /has this name or key already/],
    ['the log itself', { named: [{ ...one, keys: [own] }] }, /a witness is somebody else/],
    ['a time that they are asked less often than', { everySeconds: 100, named: [one] }, /asked less often/],
    ['nobody', { named: [] }, /named/],
  ] as const)
    test(`are refused where they name ${what}`, () => {
      const [first = ''] = problems(witnesses(settings));
      assert.match(first, problem);
      assert.match(first, /^ambit\.config\.yaml:\d+:\d+: /);
    });
});
