import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, describe, test } from 'node:test';
import { runAmbit } from '../testing/run-ambit.ts';

const EXAMPLE = resolve(import.meta.dirname, '../../../examples/acme');
const ISSUER = 'http://127.0.0.1:4400';

describe('ambit preflight for the example', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ambit-preflight-'));
  after(() => rmSync(folder, { recursive: true }));
  for (const name of ['ambit', 'ambit.config.yaml'])
    cpSync(join(EXAMPLE, name), join(folder, name), { recursive: true });
  const exported = spawnSync(process.execPath, [join(EXAMPLE, 'authorization-server/export.ts'), '--issuer', ISSUER], {
    encoding: 'utf8',
  });
  writeFileSync(join(folder, 'provider.json'), exported.stdout);
  const discovery = {
    ...{
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/auth`,
      token_endpoint: `${ISSUER}/token`,
      jwks_uri: `${ISSUER}/jwks`,
    },
    ...{ response_types_supported: ['code'], grant_types_supported: ['authorization_code', 'client_credentials'] },
  };
  writeFileSync(join(folder, 'discovery.json'), JSON.stringify(discovery));

  test('the export has no secret and no key', () => {
    assert.equal(exported.status, 0, exported.stderr);
    assert.doesNotMatch(exported.stdout, /secret"|"d"|cookies/);
  });

  test('says what would break, with place and remedy, and how long tokens live', async () => {
    const { exitCode, out, err } = await runAmbit(folder, 'preflight', 'provider.json', 'discovery.json');
    assert.equal(exitCode, 1, err);
    assert.match(out, /^2 things would break, 0 would get less\. \d+ things could not be told\.\n/);
    assert.match(out, /provider\.json:\d+:\d+ storefront may use the grant type client_credentials at the server/);
    assert.match(out, /ambit adopt --longest-life 300s/);
  });

  test('says the same to programs', async () => {
    const { exitCode, out } = await runAmbit(
      folder,
      'preflight',
      'provider.json',
      'discovery.json',
      '--format',
      'json',
    );
    const report = JSON.parse(out);
    assert.deepEqual([exitCode, report.holds, report.clients, report.longestLifeSeconds], [1, false, 8, 300]);
    assert.ok(
      report.findings.every((one: Record<string, unknown>) =>
        ['severity', 'code', 'clientId', 'what', 'mend', 'at'].every((name) => name in one),
      ),
    );
  });

  test('reads a log by the path that the metadata have, and says so where it can’t', async () => {
    const query = 'client_id=storefront&response_type=token&redirect_uri=http%3A%2F%2F127.0.0.1%3A4480%2Fcallback';
    writeFileSync(join(folder, 'access.log'), `- - - [x] "GET /auth?${query} HTTP/1.1" 303 0\n`);
    const logged = await runAmbit(folder, 'preflight', 'discovery.json', '--log', 'access.log');
    assert.match(
      logged.out,
      /access\.log:1:1 storefront sends authorization requests that the guard refuses: only the response type code/,
    );
    const without = await runAmbit(folder, 'preflight', '--log', 'access.log');
    assert.deepEqual([without.exitCode, /give the discovery document, or --ask/.test(without.err)], [2, true]);
    writeFileSync(join(folder, 'notes.txt'), 'nothing\n');
    const none = await runAmbit(folder, 'preflight', 'discovery.json', '--log', 'notes.txt');
    assert.deepEqual([none.exitCode, /notes\.txt:1:1: this is no log that Ambit reads/.test(none.err)], [2, true]);
  });

  test('asks Keycloak with a token alone, at an address of its administration', async () => {
    const { exitCode, err } = await runAmbit(
      folder,
      'preflight',
      '--keycloak',
      'https://sso.example/admin/realms/acme',
    );
    assert.deepEqual([exitCode, /KEYCLOAK_ADMIN_TOKEN/.test(err)], [2, true]);
  });
});
