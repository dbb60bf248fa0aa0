import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { ROLES, type TemporaryConsole, temporaryConsole } from './testing/temporary-console.ts';

describe('evidence that is downloaded', () => {
  let console: TemporaryConsole;
  let cookie = '';
  let port = 0;
  const former = tmpdir();
  const temporary = mkdtempSync(join(former, 'ambit-downloads-'));
  before(async () => {
    console = await temporaryConsole();
    await console.server.listen({ host: '127.0.0.1', port: 0 });
    port = (console.server.server.address() as AddressInfo).port;
    cookie = await console.signIn(['auditors']);
    // What other tests leave there is none of this one's business.
    process.env['TMPDIR'] = temporary;
  });
  after(async () => {
    await console.close();
    process.env['TMPDIR'] = former;
    rmSync(temporary, { recursive: true });
  });

  const asked = (): ClientRequest =>
    request({
      ...{ host: '127.0.0.1', port, method: 'POST', path: '/v1/evidence', agent: false },
      headers: {
        ...{ host: 'console.example', origin: 'https://console.example', 'x-ambit-console': '1', cookie },
        'content-type': 'application/json',
      },
    }).end(JSON.stringify({ from: '2020-01-01T00:00:00.000Z', to: '2999-01-01T00:00:00.000Z' }));
  const answered = (asking: ClientRequest): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => asking.once('response', resolve).once('error', reject));
  /** A whole download, waiting while another package is being made. */
  const whole = async (): Promise<Buffer> => {
    for (;;) {
      const answer = await answered(asked());
      const bytes = Buffer.concat(await answer.toArray());
      if (answer.statusCode === 200) return bytes;
      assert.equal(answer.statusCode, 503, bytes.toString());
      await delay(20);
    }
  };

  test('is recorded once it is whole', async () => {
    assert.equal((await whole()).subarray(0, 2).toString(), 'PK');
    assert.equal((await console.entries('evidence.exported')).length, 1);
  });

  test('and broken off takes neither the server down nor the next download away, and leaves nothing on the disk', async () => {
    for (let count = 0; count < 8; count++) {
      const asking = asked();
      const answer = await answered(asking);
      if (answer.statusCode === 503) await answer.toArray();
      asking.destroy();
    }
    assert.equal((await whole()).subarray(0, 2).toString(), 'PK');
    while (readdirSync(temporary).length > 0) await delay(20);
  });

  test('is not given to whose role was taken away while it was made', async () => {
    const taken = (await console.entries('evidence.exported')).length;
    const asking = asked();
    while (readdirSync(temporary).length === 0) await new Promise((resolve) => setImmediate(resolve));
    console.setPolicy(ROLES.replace('value: auditors', 'value: nobody'));
    const answer = await answered(asking);
    assert.equal(answer.statusCode, 403);
    assert.match(Buffer.concat(await answer.toArray()).toString(), /While it was made/);
    assert.equal((await console.entries('evidence.exported')).length, taken);
    console.setPolicy(ROLES);
  });

  test('by who went away while it was made is not recorded as taken', async () => {
    const taken = (await console.entries('evidence.exported')).length;
    const asking = asked().on('error', () => undefined);
    await new Promise((resolve) => console.server.server.once('request', resolve));
    asking.destroy();
    await whole();
    assert.equal((await console.entries('evidence.exported')).length, taken + 1);
  });
});
