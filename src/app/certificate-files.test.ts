import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Agent, request } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import { connect, type TLSSocket } from 'node:tls';
import { type CertificatePair, createGatewayServer, type Listening, listen } from '../gateway/index.ts';
import { selfSigned } from '../gateway/testing/certificate.ts';
import { type CertificateFiles, followCertificate } from './certificate-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'ambit-tls-'));
const settings = { certificate: join(folder, 'tls.crt'), key: join(folder, 'tls.key') };
after(() => rmSync(folder, { recursive: true, force: true }));

const write = ({ certificate, key }: CertificatePair): void => {
  writeFileSync(settings.certificate, certificate);
  writeFileSync(settings.key, key);
};

describe('TLS in front of a guard', { timeout: 30_000 }, () => {
  const notices: string[] = [];
  let files: CertificateFiles;
  let listening: Listening;
  const held: (() => void)[] = [];

  beforeEach(async () => {
    notices.length = 0;
    write(selfSigned('first'));
    const http = createGatewayServer(
      async (incoming, response) => {
        if (incoming.url === '/held') await new Promise<void>((resolve) => held.push(resolve));
        response.end(incoming.socket.remoteAddress);
      },
      (fault) => notices.push(String(fault)),
      { silenceSeconds: 75 },
    );
    files = followCertificate(http, {
      ...{ settings, setting: 'issuerGuard.tls', clock: Date.now, everyMilliseconds: 20 },
      notice: (message) => notices.push(message),
    });
    listening = await listen(http, { host: '127.0.0.1', port: 0 }, files.front.server);
  });
  afterEach(async () => {
    files.close();
    await listening.close(1);
  });

  const nameAt = (options: object = {}): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket: TLSSocket = connect(
        { host: '127.0.0.1', port: listening.port, rejectUnauthorized: false, ...options },
        () => {
          resolve(`${socket.getPeerCertificate().subject.CN} ${socket.getProtocol()} ${socket.alpnProtocol}`);
          socket.destroy();
        },
      );
      socket.once('error', reject);
    });
  const get = (agent: Agent, path = '/'): Promise<string> =>
    new Promise((resolve, reject) => {
      const outgoing = request({ host: '127.0.0.1', port: listening.port, path, agent }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve(text));
      });
      outgoing.once('error', reject);
      outgoing.end();
    });
  const until = async (check: () => unknown): Promise<void> => {
    while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  test('speaks TLS 1.3 and 1.2, HTTP/1.1 alone, and nothing older', async () => {
    assert.equal(await nameAt({ ALPNProtocols: ['h2', 'http/1.1'] }), 'first TLSv1.3 http/1.1');
    assert.equal(await nameAt({ maxVersion: 'TLSv1.2' }), 'first TLSv1.2 false');
    const older = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
    await assert.rejects(nameAt(older), { message: /protocol version|no protocols available|unsupported protocol/ });
  });

  test('takes requests of ordinary clients that know the certificate, and knows their address', async () => {
    const first = selfSigned('known');
    write(first);
    files.reload();
    const agent = new Agent({ ca: first.certificate });
    assert.equal(await get(agent), '127.0.0.1');
    agent.destroy();
  });

  test('uses a new certificate when its files change, without dropping a connection', async () => {
    const agent = new Agent({ rejectUnauthorized: false, keepAlive: true, maxSockets: 1 });
    const underWay = get(agent, '/held');
    await until(() => held.length === 1);
    write(selfSigned('second'));
    await until(async () => (await nameAt()).startsWith('second'));
    held.pop()?.();
    assert.equal(await underWay, '127.0.0.1');
    assert.equal(await get(agent), '127.0.0.1', 'the connection goes on with what it has');
    assert.match(notices.join(), /a new certificate is in use, valid until \d{4}-/);
    agent.destroy();
  });

  for (const [what, change, says] of [
    ['whose key is another’s', () => writeFileSync(settings.key, selfSigned('other').key), /the key is not that of/],
    [
      'that is cut short',
      () => writeFileSync(settings.certificate, '-----BEGIN CERTIFICATE-----\nMIIB'),
      /no PEM certificate/,
    ],
    ['whose key is none', () => writeFileSync(settings.key, 'SECRET-TEXT'), /the key is no PEM private key/],
    ['that has gone', () => rmSync(settings.certificate), /cannot be read \(ENOENT\)/],
    ['that has expired', () => write(selfSigned('old', { endsAt: Date.now() - 1000 })), /it expired/],
    ['that isn’t valid yet', () => write(selfSigned('young', { beginsAt: Date.now() + 3600_000 })), /not valid before/],
  ] as const)
    test(`keeps the old certificate instead of one ${what}, and says so once`, async () => {
      change();
      await until(() => notices.length > 0);
      assert.match(notices[0] ?? '', says);
      assert.match(notices[0] ?? '', /^the certificate stays the old one/);
      assert.doesNotMatch(notices.join(), /SECRET-TEXT/);
      assert.match(await nameAt(), /^first/);
      for (let looked = 0; looked < 20; looked++) await nameAt();
      assert.equal(notices.length, 1);
      files.reload();
      assert.equal(notices.length, 2, 'who asks is told again');
      write(selfSigned('mended'));
      await until(async () => (await nameAt()).startsWith('mended'));
    });

  test('is not disturbed by what isn’t TLS', async () => {
    const plain = connectPlain(listening.port, '127.0.0.1');
    plain.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise((resolve) => plain.once('close', resolve).resume());
    assert.match(await nameAt(), /^first/);
  });

  test('ends idle connections when it closes, and takes no more', async () => {
    const agent = new Agent({ rejectUnauthorized: false, keepAlive: true });
    await get(agent);
    const began = performance.now();
    await listening.close(20);
    assert.ok(performance.now() - began < 5000);
    await assert.rejects(nameAt());
    agent.destroy();
  });

  test('does not start without a pair', () => {
    rmSync(settings.key, { force: true });
    assert.throws(
      () =>
        followCertificate(createServer(), {
          ...{ settings, setting: 'issuerGuard.tls', clock: Date.now, notice: () => undefined },
        }),
      { code: 'role_failed', message: /cannot be read \(ENOENT\) \(issuerGuard\.tls in the configuration\)/ },
    );
  });
});
