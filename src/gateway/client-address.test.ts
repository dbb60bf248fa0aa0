import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { clientAddressBehind, parseForwarded, parseNetwork, type TrustedProxies } from './client-address.ts';
import { listen } from './listen.ts';
import { createUpstream } from './upstream.ts';

const ask = (
  proxies: Partial<TrustedProxies>,
  peer: string,
  headers: readonly (readonly [string, string])[] = [],
): string | undefined =>
  clientAddressBehind({ addresses: [], header: 'x-forwarded-for', ...proxies })({
    socket: { remoteAddress: peer } as never,
    rawHeaders: headers.flat(),
  });
const PROXIES = { addresses: ['10.0.0.0/8', '2001:db8:1::/48'] };

describe('who sent a request', () => {
  test('is the other end of the connection, whatever is claimed, where no proxy is trusted', () => {
    for (const name of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'True-Client-IP'])
      assert.equal(ask({}, '203.0.113.7', [[name, '198.51.100.1']]), '203.0.113.7');
  });

  for (const [what, peer, value, expected] of [
    ['a trusted proxy speaks for it', '10.0.0.5', '203.0.113.7', '203.0.113.7'],
    ['a stranger speaks for nobody', '198.51.100.9', '203.0.113.7', '198.51.100.9'],
    ['what the client wrote before it is left of it', '10.0.0.5', '1.2.3.4, 203.0.113.7', '203.0.113.7'],
    ['several proxies in a row', '10.0.0.5', '1.2.3.4, 203.0.113.7, 10.9.9.9', '203.0.113.7'],
    ['all of them proxies: the first', '10.0.0.5', '10.1.1.1, 10.2.2.2', '10.1.1.1'],
    ['no word: the proxy itself', '10.0.0.5', '', '10.0.0.5'],
    ['a hop that is no address ends it', '10.0.0.5', '203.0.113.7, unknown, 10.2.2.2', '10.2.2.2'],
    ['with a port', '10.0.0.5', '203.0.113.7:4711', '203.0.113.7'],
    ['IPv6', '2001:db8:1::5', '2001:DB8:2::7', '2001:db8:2::7'],
    ['IPv4 in IPv6 is IPv4', '::ffff:10.0.0.5', '::ffff:203.0.113.7', '203.0.113.7'],
  ] as const)
    test(`by X-Forwarded-For: ${what}`, () => {
      assert.equal(ask(PROXIES, peer, [['X-Forwarded-For', value]]), expected);
    });

  test('by Forwarded, where the proxies write that; the other header is the client’s own then', () => {
    const both = [
      ['Forwarded', 'for=1.2.3.4;by=9.9.9.9, For="[2001:db8:2::7]:4711";proto=https;host=a'],
      ['X-Forwarded-For', '198.51.100.66'],
    ] as const;
    assert.equal(ask({ ...PROXIES, header: 'forwarded' }, '10.0.0.5', both), '2001:db8:2::7');
    assert.equal(ask(PROXIES, '10.0.0.5', both), '198.51.100.66');
  });

  test('each spelling of a node', () => {
    assert.deepEqual(
      parseForwarded(
        'for=192.0.2.1, for="192.0.2.2:80", FOR="[2001:db8::1]", for=unknown, for=_hidden, by=1.1.1.1, for="a\\"b"',
      ),
      ['192.0.2.1', '192.0.2.2', '2001:db8::1', null, null, null, null],
    );
    assert.deepEqual(parseForwarded('for=1.1.1.1;for=2.2.2.2'), [null], 'twice is nobody');
    assert.deepEqual(parseForwarded('for="1.1.1.1, for=2.2.2.2'), [null], 'a quote that doesn’t end');
  });

  test('a network is one, or is refused', () => {
    assert.deepEqual(parseNetwork('10.0.0.0/8'), { address: '10.0.0.0', bits: 8, family: 'ipv4' });
    assert.deepEqual(parseNetwork('::1'), { address: '::1', bits: 128, family: 'ipv6' });
    for (const text of ['10.0.0.0/33', 'proxy.example', '10.0.0', '', '::/129', '10.0.0.0/8/8', '1.1.1.1 '])
      assert.equal(parseNetwork(text), null, text);
  });

  test('whatever a client sends before it, a proxy’s word stays the same', () => {
    const address = fc.ipV4().filter((one) => !one.startsWith('10.'));
    fc.assert(
      fc.property(fc.string(), address, fc.constantFrom('x-forwarded-for', 'forwarded'), (claimed, real, header) => {
        const appended = header === 'forwarded' ? `for=${real}` : real;
        // A quote that is open takes what follows into it: then it is nobody, and the proxy itself is named.
        const said = ask({ ...PROXIES, header }, '10.0.0.5', [[header, `${claimed.replaceAll('"', '')}, ${appended}`]]);
        assert.equal(said, real);
        const any = ask({ ...PROXIES, header }, '10.0.0.5', [[header, `${claimed}, ${appended}`]]);
        assert.ok(any === real || any === '10.0.0.5');
      }),
    );
  });

  test('always an address, whatever comes', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('x-forwarded-for', 'forwarded'), (value, header) => {
        assert.notEqual(parseNetwork(ask({ ...PROXIES, header }, '10.0.0.5', [[header, value]]) ?? ''), null);
      }),
    );
  });

  test('is what the server behind is told, and all that it is told', async () => {
    const seen: IncomingMessage['headers'][] = [];
    const behind = createServer((request, response) => {
      seen.push(request.headers);
      response.end();
    });
    const listening = await listen(behind, { host: '127.0.0.1', port: 0 });
    const origin = `http://127.0.0.1:${listening.port}`;
    const clientAddress = clientAddressBehind({ ...PROXIES, header: 'forwarded' });
    const upstream = createUpstream({ origin, publicOrigin: 'https://api.example', clientAddress });
    const client = {
      socket: { remoteAddress: '10.0.0.5' },
      rawHeaders: ['Forwarded', 'for=1.2.3.4, for=203.0.113.7', 'X-Forwarded-For', '198.51.100.66'],
    } as unknown as IncomingMessage;
    await upstream.request({ method: 'GET', target: '/', client });
    await upstream.close();
    await listening.close();
    assert.deepEqual([seen[0]?.['x-forwarded-for'], seen[0]?.['forwarded']], ['203.0.113.7', undefined]);
  });
});
