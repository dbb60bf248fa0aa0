import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import { createUpstream } from '../../gateway/index.ts';
import { createAccessTokenReader } from '../access-token-reader.ts';
import { createFingerprinter } from '../fingerprinter.ts';
import type { AccessTokenReader, AccessTokenReaderOptions } from '../types.ts';

export const ISSUER = 'https://login.acme.example';
export const START = Date.parse('2026-11-24T04:00:00Z');
export const fingerprinter = createFingerprinter({ keyId: 'k1', key: randomBytes(32) });

export interface SigningPair {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: KeyObject;
  readonly jwk: object;
}

export function signingPair(kid: string, alg: string): SigningPair {
  const { privateKey, publicKey } = ((): { privateKey: KeyObject; publicKey: KeyObject } => {
    if (alg.startsWith('ES')) return generateKeyPairSync('ec', { namedCurve: alg === 'ES256' ? 'P-256' : 'P-384' });
    if (alg === 'EdDSA') return generateKeyPairSync('ed25519');
    return generateKeyPairSync('rsa', { modulusLength: 2048 });
  })();
  return { kid, alg, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' } };
}

export const es256 = signingPair('es', 'ES256');
export const rs256 = signingPair('rs', 'RS256');

export const usualClaims = {
  iss: ISSUER,
  aud: 'https://orders.acme.example',
  client_id: 'storefront',
  sub: 'alice',
  scope: 'orders:write orders:read',
  jti: 'j1',
};

/** An issuer with a key set and introspection, over HTTP, and readers of its tokens. Tests set what it does. */
export interface IssuerUnderTest {
  /** Milliseconds since 1970. */
  now: number;
  listed: readonly SigningPair[];
  keysStatus: number;
  keysFetched: number;
  introspected: (token: string, request: IncomingMessage) => { status?: number; body: string };
  /** Introspection answers once this resolves. */
  hold: Promise<void>;
  asked: number;
  reader(options?: Partial<AccessTokenReaderOptions> & { cacheSeconds?: number }): AccessTokenReader;
  sign(claims?: Record<string, unknown>, header?: Record<string, unknown>, by?: SigningPair): Promise<string>;
  reset(): void;
  close(): Promise<void>;
}

export async function startIssuerUnderTest(): Promise<IssuerUnderTest> {
  const usual = () => ({
    now: START,
    listed: [es256, rs256],
    keysStatus: 200,
    keysFetched: 0,
    introspected: () => ({ body: '{}' }),
    hold: Promise.resolve(),
    asked: 0,
  });
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/jwks') {
      issuer.keysFetched += 1;
      response.statusCode = issuer.keysStatus;
      response.end(JSON.stringify({ keys: issuer.listed.map(({ jwk }) => jwk) }));
      return;
    }
    issuer.asked += 1;
    let form = '';
    for await (const chunk of request) form += String(chunk);
    const { status = 200, body } = issuer.introspected(new URLSearchParams(form).get('token') ?? '', request);
    await issuer.hold;
    response.statusCode = status;
    response.end(body);
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const upstream = createUpstream({ origin, publicOrigin: ISSUER });

  const issuer: IssuerUnderTest = {
    ...usual(),
    reader({ cacheSeconds = 0, ...options } = {}) {
      return createAccessTokenReader({
        issuer: ISSUER,
        clock: () => issuer.now,
        fingerprinter,
        keys: { upstream, path: '/jwks' },
        introspection: {
          upstream,
          path: '/introspect',
          clientId: 'ambit-guard',
          clientSecret: 'se:cret',
          cacheSeconds,
        },
        ...options,
      });
    },
    sign(claims = {}, header = {}, by = es256) {
      const iat = Math.floor(issuer.now / 1000);
      const payload = { ...usualClaims, iat, exp: iat + 300, ...claims };
      return new SignJWT(JSON.parse(JSON.stringify(payload)))
        .setProtectedHeader({ alg: by.alg, kid: by.kid, typ: 'at+jwt', ...header })
        .sign(by.privateKey);
    },
    reset: () => void Object.assign(issuer, usual()),
    async close() {
      await upstream.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return issuer;
}

/** Waits for what becomes true by itself. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('the condition never came true');
}
