import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get as httpGet, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { latestCheckpoint, putBlob, readEntries, readTile, storeCosigned } from '../ledger/index.ts';
import { draft } from '../ledger/testing/temporary-ledger.ts';
import { parseEntryTile, parseTilePath } from '../proof/index.ts';
import { logServer } from './log-server.ts';
import { type TemporaryConsole, temporaryConsole } from './testing/temporary-console.ts';

const FOR_EVER = 'max-age=31536000, immutable';

describe('the log over HTTP (C2SP tlog-tiles)', () => {
  let console: TemporaryConsole;
  let open: FastifyInstance;
  let guarded: FastifyInstance;
  let digest = '';
  const faults: unknown[] = [];
  before(async () => {
    console = await temporaryConsole();
    const { store } = console.ledger;
    digest = await putBlob(store, Buffer.from('a policy'));
    for (let count = 0; count < 3; count++)
      await console.writer.append({ drafts: Array.from({ length: 100 }, () => draft()) });
    await console.ledger.sequencer().settled();
    const onFault = (fault: unknown): number => faults.push(fault);
    open = logServer({ store, token: null, onFault });
    guarded = logServer({ store, token: 'secret', onFault });
  });
  after(async () => {
    await Promise.all([open.close(), guarded.close()]);
    await console.close();
    assert.deepEqual(faults, []);
  });

  const get = async (url: string, server = open, headers = {}) => {
    const answer = await server.inject({ url, headers });
    return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload };
  };

  /** Sent as it is written: `inject` and `fetch` take away what a path has of `..` and `?`. */
  const statusOf = async (path: string): Promise<number | undefined> => {
    if (!open.server.listening) await open.listen({ host: '127.0.0.1', port: 0 });
    const { port } = open.server.address() as AddressInfo;
    const request = httpGet({ host: '127.0.0.1', port, path, agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.resume();
    return response.statusCode;
  };

  test('has the newest checkpoint, to be asked for each time', async () => {
    const { status, headers, bytes } = await get('/checkpoint');
    assert.deepEqual(
      [status, headers['content-type'], headers['cache-control'], headers['x-content-type-options']],
      [200, 'text/plain; charset=utf-8', 'no-cache', 'nosniff'],
    );
    assert.equal(bytes.toString(), await latestCheckpoint(console.ledger.store));
  });

  test('has what witnesses cosigned where the log publishes it, and the newest of all beside it', async () => {
    const newest = await latestCheckpoint(console.ledger.store);
    const state = { needed: 2, size: 0, time: 0, checkpoint: '', lateSince: null };
    const origin = console.ledger.logSigner.key.name;
    await storeCosigned(console.ledger.store, origin, state);
    assert.equal((await get('/checkpoint')).bytes.toString(), newest);
    await storeCosigned(console.ledger.store, origin, { ...state, checkpoint: 'what they cosigned' });
    assert.equal((await get('/checkpoint')).bytes.toString(), 'what they cosigned');
    const { status, headers, bytes } = await get('/newest-checkpoint');
    assert.deepEqual([status, headers['cache-control'], bytes.toString()], [200, 'no-cache', newest]);
    await console.ledger.store.pool.query('DELETE FROM ledger_cosigned');
  });

  test('has tiles of hashes and of entries, which every cache may keep for ever', async () => {
    for (const path of [
      'tile/0/000',
      'tile/0/001.p/46',
      'tile/1/000.p/1',
      'tile/entries/000',
      'tile/entries/001.p/3',
    ]) {
      const { status, headers, bytes } = await get(`/${path}`);
      assert.deepEqual(
        [status, headers['content-type'], headers['cache-control']],
        [200, 'application/octet-stream', `public, ${FOR_EVER}`],
        path,
      );
      const tile = parseTilePath(path);
      assert.ok(tile !== null);
      assert.deepEqual(bytes, Buffer.from((await readTile(console.ledger.store, tile)) ?? ''));
    }
    const { bytes } = await get('/tile/entries/001.p/3');
    const expected: Uint8Array[] = [];
    for await (const entry of readEntries(console.ledger.store, { from: 256, to: 259 })) expected.push(entry.bytes);
    assert.deepEqual(parseEntryTile(bytes, 3), expected);
  });

  test('has what entries name by its digest', async () => {
    const path = `/blob/sha256/${digest.slice('sha256:'.length)}`;
    const { status, headers, bytes } = await get(path);
    assert.deepEqual(
      [status, headers['content-type'], headers['cache-control'], bytes.toString()],
      [200, 'application/octet-stream', `public, ${FOR_EVER}`, 'a policy'],
    );
    assert.equal((await get(path.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).status, 404);
  });

  test('has nothing else, however it is asked for', async () => {
    for (const path of [
      '/',
      '/checkpoint/',
      '/checkpoint?x',
      '//checkpoint',
      '/tile/0/001',
      '/tile/0/001.p/0',
      '/tile/0/001.p/256',
      '/tile/0/001.p/200',
      '/tile/0/001.p/01',
      '/tile/00/000',
      '/tile/0/0',
      '/tile/0/x000/000',
      '/tile/0/%30%30%30',
      '/tile/1/000',
      '/tile/2/000.p/1',
      '/tile/64/000',
      '/tile/0/999/../000',
      '/tile/0/000?',
      '/checkpoint#',
      '/tile/0/x999/x999/x999/x999/x999/999',
      '/tile/entries/002',
      `/blob/sha256/${digest}`,
      `/blob/sha256/${digest.slice('sha256:'.length).toUpperCase()}`,
      '/blob/sha256/..%2f..%2fetc%2fpasswd',
    ])
      assert.equal(await statusOf(path), 404, path);
    assert.equal((await open.inject({ method: 'POST', url: '/checkpoint' })).statusCode, 404);
  });

  test('answers whatever is asked for with a file or by a plain refusal', async () => {
    const parts = fc.constantFrom(
      'tile',
      'entries',
      '0',
      '1',
      '000',
      '001',
      'x001',
      '.p',
      '000.p',
      '46',
      'blob',
      '..',
      '%2e',
      '%',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(parts, fc.webSegment()), { maxLength: 6 }), async (names) => {
        const { status } = await get(`/${names.join('/')}`);
        assert.ok([200, 400, 404].includes(status), `${status}`);
      }),
      { numRuns: 200 },
    );
  });

  test('asks for the token where there is one, and lets no shared cache keep anything', async () => {
    for (const authorization of [undefined, 'Bearer', 'Bearer secret2', 'Basic secret', 'bearer secret'])
      for (const path of ['/checkpoint', '/tile/0/000', '/nothing']) {
        const { status, headers } = await get(path, guarded, authorization === undefined ? {} : { authorization });
        assert.deepEqual([status, headers['www-authenticate']], [401, 'Bearer']);
      }
    const headers = { authorization: 'Bearer secret' };
    assert.equal((await get('/checkpoint', guarded, headers)).status, 200);
    assert.equal((await get('/tile/0/000', guarded, headers)).headers['cache-control'], `private, ${FOR_EVER}`);
  });

  test('of the host alone answers to no name that a page gave this address (DNS rebinding)', async () => {
    const own = logServer({
      store: console.ledger.store,
      token: null,
      hostAlone: true,
      onFault: assert.fail as () => void,
    });
    for (const [host, status] of [
      ['127.0.0.1:9443', 200],
      ['localhost', 200],
      ['[::1]:9443', 200],
      ['evil.example:9443', 421],
      ['127.0.0.1.evil.example', 421],
    ] as const)
      assert.equal((await get('/checkpoint', own, { host })).status, status, host);
    await own.close();
  });

  test('stands below /v1/ledger of the console too, for whoever is signed in', async () => {
    const url = '/v1/ledger/tile/entries/001.p/3';
    assert.equal((await console.ask({ url })).statusCode, 401);
    const headers = { cookie: await console.signIn(['viewers']) };
    const answer = await console.ask({ url, headers });
    assert.deepEqual([answer.statusCode, answer.headers['cache-control']], [200, `private, ${FOR_EVER}`]);
    assert.deepEqual(answer.rawPayload, (await get('/tile/entries/001.p/3')).bytes);
    const checkpoint = await console.ask({ url: '/v1/ledger/checkpoint', headers });
    assert.deepEqual([checkpoint.statusCode, checkpoint.headers['cache-control']], [200, 'no-store']);
    for (const other of [
      '/v1/ledger/tile/0/%30%30%30',
      '/v1/ledger/tile/0/0',
      '/v1/ledger/tile/9/000',
      '/%761/ledger/tile/0/000',
    ])
      assert.equal((await console.ask({ url: other, headers })).statusCode, 404, other);
  });
});
