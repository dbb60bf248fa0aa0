/** A process of the issuer guard's measurement: the guard itself, or the sequencer, each alone as in real use. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { createUpstream, listen } from '../src/gateway/index.ts';
import { createIssuerGuard } from '../src/guard/issuer/index.ts';
import { fixedLogKeys, openWriter, startSequencer } from '../src/ledger/index.ts';
import type { IdentifiedPolicy } from '../src/policy/index.ts';
import { ed25519Signer } from '../src/proof/index.ts';
import type { RevocationFeed } from '../src/revocation/index.ts';
import { openStore } from '../src/store/index.ts';
import { createAccessTokenReader, createFingerprinter } from '../src/tokens/index.ts';

export interface BenchSetup {
  readonly role: 'guard' | 'sequencer';
  readonly issuer: string;
  readonly upstream: string;
  readonly databaseUrl: string;
  readonly policy: IdentifiedPolicy;
  /** PKCS #8, PEM. */
  readonly writerKey: string;
}

const WRITER = 'issuer-guard';
const ENVIRONMENT = 'bench';
const ORIGIN = 'bench.example/ledger';

async function startSequencing({ databaseUrl, writerKey }: BenchSetup): Promise<void> {
  const key = createPrivateKey(writerKey);
  await startSequencer({
    store: await openStore({ url: databaseUrl, applicationName: 'bench sequencer' }),
    environment: ENVIRONMENT,
    origin: ORIGIN,
    logKeys: fixedLogKeys(ed25519Signer(ORIGIN, key)),
    ownWriterKey: key,
    writerKeys: async () => new Map<string, KeyObject>([[WRITER, createPublicKey(key)]]),
  });
  process.send?.({ url: null });
}

async function startGuarding({ databaseUrl, writerKey, issuer, upstream: origin, policy }: BenchSetup): Promise<void> {
  const store = await openStore({ url: databaseUrl, applicationName: 'bench guard' });
  const upstream = createUpstream({ origin, publicOrigin: issuer });
  const fingerprinter = createFingerprinter({ keyId: 'bench', key: Buffer.alloc(32, 7) });
  const guard = createIssuerGuard({
    issuer,
    publicHosts: [new URL(issuer).host],
    upstream,
    store,
    writer: await openWriter({
      store,
      environment: ENVIRONMENT,
      writer: WRITER,
      privateKey: createPrivateKey(writerKey),
      maxLagSeconds: () => 60,
    }),
    activePolicy: {
      current: () => ({ identified: policy, entry: undefined as never, activatedAt: '2026-01-01T00:00:00Z' }),
      problem: () => null,
      onChange: () => {},
    },
    revocations: {
      isRevoked: () => false,
      isContained: () => false,
      adoptionOf: () => null,
      silentSeconds: () => 0,
      onRevoked: () => {},
    } satisfies RevocationFeed,
    fingerprinter,
    accessTokens: createAccessTokenReader({
      issuer,
      clock: Date.now,
      fingerprinter,
      keys: { upstream, path: '/jwks' },
      introspection: null,
    }),
    pseudonymOf: (subject) => subject,
    pagePrefixes: [],
    introspectionClients: [],
    clock: Date.now,
    onFault: (fault) => console.error(fault),
  });
  const { port } = await listen(guard.server, { host: '127.0.0.1', port: 0 });
  process.send?.({ url: `http://127.0.0.1:${port}` });
}

process.once('disconnect', () => process.exit(0));
process.once('message', (setup: BenchSetup) => {
  void (setup.role === 'guard' ? startGuarding(setup) : startSequencing(setup));
  process.on('message', () => process.send?.({ cpuMicroseconds: process.cpuUsage().user + process.cpuUsage().system }));
});
