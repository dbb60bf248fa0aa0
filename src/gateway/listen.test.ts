import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, test } from 'node:test';
import { listen } from './listen.ts';

describe('listening', () => {
  test('takes a free port and says which', async () => {
    const listening = await listen(createServer(), { host: '127.0.0.1', port: 0 });
    assert.ok(listening.port > 0);
    await listening.close();
  });

  test('a port that is taken is told in one sentence', async () => {
    const first = await listen(createServer(), { host: '127.0.0.1', port: 0 });
    await assert.rejects(listen(createServer(), { host: '127.0.0.1', port: first.port }), {
      name: 'GatewayError',
      code: 'port_taken',
      message: `port ${first.port} on 127.0.0.1 is taken by another process: stop it, or choose another port`,
    });
    await first.close();
  });

  test('an address that this machine lacks is told in one sentence', async () => {
    await assert.rejects(listen(createServer(), { host: '192.0.2.1', port: 0 }), {
      code: 'listen_failed',
      message: "can't listen on 192.0.2.1:0: this machine has no such address",
    });
  });

  test('closing lets a request under way finish, and takes no more', async () => {
    let finish = (): void => {};
    let begun = (): void => {};
    const underWay = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const server = createServer((_request, response) => {
      finish = () => void response.end('finished');
      begun();
    });
    const { port, close } = await listen(server, { host: '127.0.0.1', port: 0 });
    const answer = fetch(`http://127.0.0.1:${port}/`).then((response) => response.text());
    await underWay;
    const closed = close(30);
    await assert.rejects(fetch(`http://127.0.0.1:${port}/`));
    finish();
    assert.equal(await answer, 'finished');
    await closed;
  });

  test('closing cuts what does not finish within the grace', async () => {
    const server = createServer(() => {});
    const { port, close } = await listen(server, { host: '127.0.0.1', port: 0 });
    const answer = assert.rejects(fetch(`http://127.0.0.1:${port}/`));
    await new Promise<void>((resolve) => server.once('request', () => resolve()));
    await close(0.05);
    await answer;
  });
});
