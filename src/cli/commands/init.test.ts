import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { runCommandLine } from '../run-command-line.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ambit-init-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const REALM = {
  realm: 'acme',
  clients: [
    {
      clientId: 'report',
      serviceAccountsEnabled: true,
      standardFlowEnabled: false,
      defaultClientScopes: ['orders:read'],
      secret: 'hunter2',
    },
  ],
  users: [{ username: 'alice' }],
};

function put(path: string, content: unknown): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

async function ambit(...args: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const output = (to: 'out' | 'err') => ({ write: (text: string) => (said[to] += text), isTTY: false, columns: null });
  const exitCode = await runCommandLine(args, {
    ...{ stdout: output('out'), stderr: output('err'), stdin: Readable.from([]), env: {}, cwd: folder },
    ...{ signal: new AbortController().signal, handleSignals: () => undefined },
  });
  return { exitCode, ...said };
}

describe('ambit init', () => {
  test('drafts a policy, says what it found and what remains, and ambit check says the same', async () => {
    put('realm.json', REALM);
    const { exitCode, out, err } = await ambit('init', 'realm.json', '--environment', 'production');
    assert.deepEqual([exitCode, err], [0, '']);
    assert.match(out, /^Keycloak realm acme \(realm\.json\): 1 client, 0 scopes, 0 APIs\n/);
    assert.match(out, /^Added to ambit\/clients\.yaml: 1 client \(report\)$/m);
    const [, todos] = /^(\d+) TODOs remain: /m.exec(out) ?? [];
    assert.match(out, /^Next: ambit check ambit\n$/m);
    const checked = await ambit('check');
    assert.equal(checked.exitCode, 1);
    assert.match(checked.out, new RegExp(`: ${todos} errors in .*ambit; ${todos} TODOs remain\\.\\n$`));
    const { json } = await asJson('check');
    assert.equal(json.todos, Number(todos));
    for (const file of readdirSync(join(folder, 'ambit')))
      assert.doesNotMatch(read(join('ambit', file)), /hunter2|alice/);
  });

  test('changes nothing the second time, and adds what is new', async () => {
    put('realm.json', REALM);
    await ambit('init', 'realm.json');
    const before = read('ambit/clients.yaml');
    assert.match((await ambit('init', 'realm.json')).out, /^Nothing changed: the policy has all of it\.$/m);
    put('realm.json', { ...REALM, clients: [...REALM.clients, { clientId: 'shop' }] });
    const { out } = await ambit('init', 'realm.json');
    assert.match(out, /^Added to ambit\/clients\.yaml: 1 client \(shop\)$/m);
    assert.ok(read('ambit/clients.yaml').startsWith(before));
    assert.ok(!readdirSync(join(folder, 'ambit')).some((name) => name.endsWith('.new')));
  });

  test('writes nothing on a dry run', async () => {
    put('realm.json', REALM);
    const { exitCode, out } = await ambit('init', 'realm.json', '--dry-run');
    assert.equal(exitCode, 0);
    assert.match(out, /^Would add to ambit\/clients\.yaml: 1 client \(report\)$/m);
    assert.ok(!existsSync(join(folder, 'ambit')));
  });

  test('reads folders, and passes over what is something else there', async () => {
    put('tenant/clients/Shop.json', { name: 'Shop', app_type: 'spa' });
    put('tenant/grants/x.json', { client_id: 'Shop', audience: 'https://a.example', scope: ['a:b'] });
    put('tenant/package.json', { name: 'something else' });
    put('tenant/broken.yaml', 'a: [');
    put('tenant/node_modules/x/realm.json', REALM);
    const { json } = await asJson('init', 'tenant');
    assert.equal(json.passedOver, 1);
    assert.deepEqual(
      json.unreadable.map(
        ({ at, message }: { at: { file: string; line: number }; message: string }) =>
          `${at.file}:${at.line} ${message.slice(0, 16)}`,
      ),
      ['tenant/broken.yaml:1 this is not YAML'],
    );
    assert.deepEqual(json.sources[0].files, ['tenant/clients/Shop.json', 'tenant/grants/x.json']);
    assert.deepEqual(json.sources[0].clients[0].standing, ['a:b']);
    assert.deepEqual(json.written, ['ambit/policy.yaml', 'ambit/scopes.yaml', 'ambit/clients.yaml']);
  });

  test('takes the folder that it is given, else that of the configuration', async () => {
    put('realm.json', REALM);
    put('ambit.config.yaml', 'policy: policies/production\n');
    await ambit('init', 'realm.json');
    assert.ok(existsSync(join(folder, 'policies/production/clients.yaml')));
    await ambit('init', 'realm.json', '--folder', 'other');
    assert.ok(existsSync(join(folder, 'other/clients.yaml')));
  });

  test('says in one sentence what it can’t do, and writes nothing then', async () => {
    put('realm.json', REALM);
    put('other.json', '{"a": 1}');
    put('broken.json', '{"realm": ');
    put('folder/empty.txt', '');
    for (const [args, why] of [
      [['nowhere.json'], /nowhere\.json is not there/],
      [
        ['realm.json', 'other.json'],
        /^ambit: other\.json:1:1: this is nothing that Ambit reads\. It reads: .*Keycloak/,
      ],
      [['broken.json'], /^ambit: broken\.json:1:11: this is not JSON/],
      [['folder'], /no client, scope or API/],
      [['realm.json', '--environment', 'Production!'], /can't be the name of an environment/],
      [['realm.json', '--issuer', 'acme'], /acme is no issuer identifier/],
    ] as const) {
      const { exitCode, out, err } = await ambit('init', ...args);
      assert.deepEqual([exitCode, out], [2, '']);
      assert.match(err, why);
      assert.match(err, /^[^\n]+\n$/);
    }
    assert.ok(!existsSync(join(folder, 'ambit')));
  });

  test('lets no name out of a file reach the terminal as it is', async () => {
    const name = 'a\u001b[31m\u202eb\nc';
    put('realm.json', { realm: name, clients: [{ clientId: name, protocol: 'saml' }, { clientId: name }] });
    const { exitCode, out } = await ambit('init', 'realm.json');
    assert.equal(exitCode, 0);
    assert.match(out, /SAML and is left out/);
    assert.doesNotMatch(out.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
    assert.doesNotMatch(read('ambit/policy.yaml').replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
  });

  test('shows where a source is other than the policy, and keeps the policy', async () => {
    put('realm.json', REALM);
    await ambit('init', 'realm.json');
    const narrowed = read('ambit/clients.yaml').replace('standing: [orders:read]', 'standing: []');
    put('ambit/clients.yaml', narrowed);
    const { out } = await ambit('init', 'realm.json');
    assert.match(
      out,
      /The policy says otherwise than its source, and stays as it is:\n {2}ambit\/clients\.yaml:\d+:5 report: the source has the scope orders:read/,
    );
    assert.equal(read('ambit/clients.yaml'), narrowed);
  });
});

// biome-ignore lint/suspicious/noExplicitAny: the answer of a command, as a script gets it
async function asJson(...args: string[]): Promise<{ exitCode: number; json: any }> {
  const { exitCode, out } = await ambit(...args, '--format', 'json');
  return { exitCode, json: JSON.parse(out) };
}
