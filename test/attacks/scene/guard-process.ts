/** An issuer guard in a process of its own, for a test that kills it. Told everything by its parent; says where it listens. */
import { createPrivateKey, randomBytes } from 'node:crypto';
import { createUpstream, listen } from '../../../src/gateway/index.ts';
import { createIssuerGuard } from '../../../src/guard/issuer/index.ts';
import { acmePolicy } from '../../../src/guard/issuer/testing/acme-policy.ts';
import { openWriter } from '../../../src/ledger/index.ts';
import { openStore } from '../../../src/store/index.ts';
import { createAccessTokenReader, createFingerprinter } from '../../../src/tokens/index.ts';

export interface GuardProcessSettings {
  readonly databaseUrl: string;
  readonly writer: string;
  /** PKCS #8, PEM. */
  readonly privateKey: string;
  readonly issuer: string;
  readonly upstreamOrigin: string;
}

process.once('message', (settings: GuardProcessSettings) => {
  const { databaseUrl, writer: name, privateKey, issuer, upstreamOrigin } = settings;
  const start = async (): Promise<number> => {
    const store = await openStore({ url: databaseUrl, applicationName: 'test' });
    const key = createPrivateKey(privateKey);
    const lag = () => 10;
    const writer = await openWriter({ store, environment: 'test', writer: name, privateKey: key, maxLagSeconds: lag });
    const upstream = createUpstream({ origin: upstreamOrigin, publicOrigin: issuer });
    const fingerprinter = createFingerprinter({ keyId: 'k1', key: randomBytes(32) });
    const identified = acmePolicy(issuer);
    const keys = { upstream, path: '/jwks' };
    const guard = createIssuerGuard({
      ...{ issuer, upstream, store, writer, fingerprinter, clock: Date.now, onFault: () => {} },
      publicHosts: [new URL(issuer).host],
      activePolicy: {
        current: () => ({ identified, entry: undefined as never, activatedAt: '2026-01-01T00:00:00Z' }),
        problem: () => null,
        onChange: () => {},
      },
      revocations: {
        isRevoked: () => false,
        isContained: () => false,
        adoptionOf: () => null,
        silentSeconds: () => 0,
      } as never,
      accessTokens: createAccessTokenReader({ issuer, clock: Date.now, fingerprinter, keys, introspection: null }),
      pseudonymOf: () => 'sub:x',
      pagePrefixes: ['/interaction/'],
      introspectionClients: [],
    });
    return (await listen(guard.server, { host: '127.0.0.1', port: 0 })).port;
  };
  start().then(
    (port) => process.send?.({ port }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
