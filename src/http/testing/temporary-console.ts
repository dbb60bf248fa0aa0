import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import {
  type Entry,
  erasedMarkOf,
  type LedgerWriter,
  masterKeyInMemory,
  openSealedStore,
  pseudonymOf,
  readEntries,
} from '../../ledger/index.ts';
import { type TemporaryLedger, temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { type ConsoleClaims, compilePolicy, type IdentifiedPolicy, type Policy } from '../../policy/index.ts';
import { ed25519Signer } from '../../proof/index.ts';
import type { ActivePolicy, CurrentPolicy } from '../../records/index.ts';
import { createFingerprinter } from '../../tokens/index.ts';
import { consoleServer } from '../console-server.ts';
import { ledgerVerification, type ManagementContext, type SessionService, sessionService } from '../index.ts';
import type { IdentityProvider } from '../session/index.ts';

/** This Ambit's own key for approvals. */
export const APPROVALS = ed25519Signer('ambit/test', generateKeyPairSync('ed25519').privateKey);

export const ISSUER = 'https://issuer.example';
export const ROLES = `console:
  author: p-1
  roles:
    viewer: [{ claim: groups, value: viewers }]
    auditor: [{ claim: groups, value: auditors }]
    approver: [{ claim: groups, value: approvers }]
    admin: [{ claim: groups, value: admins }]
`;

/** A console with a real ledger and an authorization server that says whatever the test wants. */
export interface TemporaryConsole {
  readonly ledger: TemporaryLedger;
  readonly writer: LedgerWriter;
  readonly server: FastifyInstance;
  readonly service: SessionService;
  /** Claims of whoever signs in next; an error is thrown instead. */
  next: { claims: ConsoleClaims | Error };
  setPolicy(console: string): void;
  /** As `setPolicy`, with a whole policy, and the entry that activated it. */
  setActive(identified: IdentifiedPolicy, index: number): void;
  /** How often the last approval that was lacking was given. */
  approved: number;
  /** A request as the console's own page sends it. */
  ask(options: InjectOptions): Promise<LightMyRequestResponse>;
  /** Signs in, and resolves with the `Cookie` header of the session. */
  signIn(groups: readonly string[], claims?: ConsoleClaims): Promise<string>;
  /** Begins a sign-in: the state that went out, and the cookie that ties it to the browser. */
  begin(to?: string): Promise<{ readonly state: string; readonly cookie: string }>;
  finish(state: string, cookie: string): Promise<LightMyRequestResponse>;
  /** Entries of a kind, once all that is durable is in the log. */
  entries(kind: Entry['kind']): Promise<Entry[]>;
  close(): Promise<void>;
}

export async function temporaryConsole(
  publicUrl = 'https://console.example',
  over: Partial<ManagementContext> = {},
): Promise<TemporaryConsole> {
  const ledger = await temporaryLedger();
  const writer = await ledger.writer('management');
  const folder = mkdtempSync(join(tmpdir(), 'ambit-console-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Ambit</title>');
  writeFileSync(join(folder, 'assets/app-1.js'), '1;');
  writeFileSync(join(folder, 'assets/notes.txt'), 'not served');
  let current = currentPolicy(ROLES);
  const activePolicy: ActivePolicy = { current: () => current, problem: () => null, onChange: () => undefined };
  const next: TemporaryConsole['next'] = { claims: {} };
  let begun = '';
  const provider: IdentityProvider = {
    async begin() {
      begun = randomBytes(32).toString('base64url');
      return { url: `${ISSUER}/authorize?state=${begun}`, state: begun, nonce: 'nonce', codeVerifier: 'verifier' };
    },
    async finish() {
      if (next.claims instanceof Error) throw next.claims;
      return next.claims;
    },
  };
  const common = { store: ledger.store, writer, activePolicy, issuer: ISSUER };
  const service = sessionService({
    ...common,
    provider,
    publicUrl,
    pseudonymOf: (subject) => pseudonymOf(Buffer.alloc(32, 1), ISSUER, subject),
    idleSeconds: 60,
    lifeSeconds: 600,
    clock: Date.now,
  });
  const context: ManagementContext = {
    ...common,
    environment: 'test',
    version: '0',
    fingerprinter: createFingerprinter({ keyId: 'f1', key: Buffer.alloc(32, 2) }),
    sealed: openSealedStore({
      store: ledger.store,
      masterKey: masterKeyInMemory(Buffer.alloc(32, 3), () => randomBytes(32)),
    }),
    pseudonymOf: (subject) => pseudonymOf(Buffer.alloc(32, 1), ISSUER, subject),
    erasedMarkOf: (person) => erasedMarkOf(Buffer.alloc(32, 1), person),
    revokeAtServer: null,
    serverClockAheadSeconds: async () => null,
    logKey: () => ledger.logSigner.key,
    witnessKeys: [],
    verification: ledgerVerification({
      store: ledger.store,
      keys: () => [ledger.logSigner.key, ledger.logCosigner.key],
      keptCheckpoint: () => null,
      clock: Date.now,
    }),
    operationsOf: () => [],
    activatePolicy: async () => ({ outcome: 'unchanged', digest: 'sha256:0', warnings: [], commit: null }),
    approvalSigner: APPROVALS,
    onApproved: () => made.approved++,
    openRecovery: () => service.openRecovery(),
    ...over,
  };
  const faults: unknown[] = [];
  const server = consoleServer({ context, service, publicUrl, folder, onFault: (fault) => faults.push(fault) });
  const host = new URL(publicUrl).host;
  const ask: TemporaryConsole['ask'] = (options) =>
    server.inject({
      ...options,
      headers: {
        host,
        ...(options.method === undefined || options.method === 'GET'
          ? {}
          : { origin: new URL(publicUrl).origin, 'x-ambit-console': '1', 'sec-fetch-site': 'same-origin' }),
        ...options.headers,
      },
    });
  const cookieOf = ({ headers }: LightMyRequestResponse, name: RegExp): string =>
    [headers['set-cookie']]
      .flat()
      .map((one) => String(one).split(';')[0] ?? '')
      .find((pair) => name.test(pair)) ?? '';
  const made: TemporaryConsole = {
    ledger,
    writer,
    server,
    service,
    next,
    approved: 0,
    setPolicy(console) {
      current = currentPolicy(console);
    },
    setActive(identified, index) {
      current = { ...current, identified, entry: { ...current.entry, index } };
    },
    ask,
    async begin(to) {
      const answer = await ask({ url: `/session/sign-in${to === undefined ? '' : `?to=${encodeURIComponent(to)}`}` });
      return { state: begun, cookie: cookieOf(answer, /sign-in=/) };
    },
    finish: (state, cookie) =>
      ask({ url: `/session/callback?code=c&state=${state}&iss=${ISSUER}`, headers: { cookie } }),
    async signIn(groups, claims = {}) {
      next.claims = { sub: 'somebody', name: 'Some Body', groups, ...claims };
      const { state, cookie } = await made.begin();
      const answer = await made.finish(state, cookie);
      return cookieOf(answer, /^(__Host-ambit|ambit-plain)=/);
    },
    async entries(kind) {
      await ledger.sequencer().settled();
      const found: Entry[] = [];
      for await (const { entry } of readEntries(ledger.store, { from: 0, kinds: [kind] })) found.push(entry);
      return found;
    },
    async close() {
      await server.close();
      await writer.close();
      await ledger.close();
      rmSync(folder, { recursive: true });
      if (faults.length > 0) throw new AggregateError(faults, 'the console had faults');
    },
  };
  return made;
}

function currentPolicy(console: string): CurrentPolicy {
  const text = `environment: test
issuers: { ${ISSUER}: { level: guarded } }
people: { p-1: {} }
${console}`;
  const { identified } = compilePolicy([{ path: 'policy.yaml', text }]);
  if (identified === null) throw new Error('the policy does not compile');
  const entry = { index: 1, id: 'sha256:1', leafHash: Buffer.alloc(32), bytes: Buffer.alloc(0), entry: { body: {} } };
  const policy: Policy = identified.policy;
  return {
    identified: { digest: identified.digest, policy },
    entry: entry as unknown as CurrentPolicy['entry'],
    activatedAt: '2026-11-24T00:00:00.000Z',
  };
}
