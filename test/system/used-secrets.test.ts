import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { listen } from '../../src/gateway/index.ts';
import { type TemporaryStore, temporaryStore } from '../../src/store/testing/temporary-store.ts';
import { usedSecrets, writeAllRows } from './used-secrets.ts';

const SECRET = 'p4Zk-t0ken_that.nobody+should/see';
const JWT = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg';

describe('the search for secrets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ambit-search-'));
  let place: TemporaryStore;
  before(async () => {
    place = await temporaryStore();
  });
  after(async () => {
    await place?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const planted = (name: string, content: string | Buffer): string => {
    mkdirSync(join(folder, name), { recursive: true });
    const file = join(folder, name, 'file');
    writeFileSync(file, Buffer.concat([Buffer.alloc(5000), Buffer.from(content), Buffer.alloc(50)]));
    return file;
  };

  test('finds one in every spelling in which it travels, and nothing where none is', () => {
    const secrets = usedSecrets();
    secrets.add(SECRET, JWT, 'short');
    planted('clean', 'short and nothing else');
    assert.deepEqual(secrets.foundIn(folder), []);
    const files = [
      planted('plain', SECRET),
      planted('basic', Buffer.from(SECRET).toString('base64')),
      planted('hex', Buffer.from(SECRET).toString('hex')),
      planted('form', encodeURIComponent(SECRET)),
      planted('jwt', JWT.replace('eyJhbGciOiJFUzI1NiJ9', 'eyJhbGciOiJFUzI1NiJ8')),
    ];
    assert.deepEqual([...secrets.foundIn(folder)].sort(), files.sort());
    assert.equal(secrets.foundIn(folder, ['plain']).length, files.length - 1);
  });

  test('finds one that the database keeps compressed', async () => {
    const secrets = usedSecrets();
    secrets.add(SECRET);
    const bytes = Buffer.from(`${'a'.repeat(6000)}${SECRET}${'b'.repeat(6000)}`);
    await place.store.pool.query('CREATE TABLE kept (bytes bytea)');
    await place.store.pool.query('INSERT INTO kept VALUES ($1)', [bytes]);
    const rows = join(folder, 'rows');
    await writeAllRows(place.store, rows);
    assert.ok(secrets.foundIn(folder).includes(rows));
  });

  test('knows what a server gave out', async () => {
    const secrets = usedSecrets();
    const server = createServer((_request, response) => {
      secrets.watch(response);
      response.setHeader('location', 'https://app.example/?code=a-code-of-some-length&state=x');
      response.write('{"access_token": "a-token-of-some-length",');
      response.end('"refresh_token":"another-token-of-some-length"}');
    });
    const listening = await listen(server, { host: '127.0.0.1', port: 0 });
    await (await fetch(`http://127.0.0.1:${listening.port}`, { redirect: 'manual' })).text();
    await listening.close();
    assert.equal(secrets.count(), 3);
  });
});
