import { type Decision, decide, type Facts, type GrantRequest, type UseRequest } from '../../decision/index.ts';
import type { LoggedEntry } from '../../entries/index.ts';
import { TestLog } from '../../entries/testing/test-log.ts';
import { loadOpenApi } from '../../operations/index.ts';
import { type IdentifiedPolicy, type Policy, policyBytes, proveApprovals } from '../../policy/index.ts';
import type { Json } from '../../proof/index.ts';
import { type Control, type ControlResult, type PeriodEntry, startControls } from '../index.ts';
import { approvedPolicy, ISSUER, ORDERS } from './approved-policy.ts';

export const OPEN_API = `openapi: 3.1.0
info: { title: Orders, version: '1' }
paths:
  /orders:
    get: { operationId: listOrders, security: [{ oauth: ['orders:read'] }] }
    post: { operationId: placeOrder, security: [{ oauth: ['orders:write'] }] }
components:
  securitySchemes: { oauth: { type: oauth2, flows: {} } }
`;
const REQUIRED: Readonly<Record<string, readonly (readonly string[])[]>> = {
  listOrders: [['orders:read']],
  placeOrder: [['orders:write']],
};

export interface Granted {
  readonly entry: LoggedEntry;
  readonly decision: Decision;
  readonly request: GrantRequest;
}

/**
 * A ledger that a test tells step by step, as the guards would have written it: a violation is one step that no guard takes, a near
 * miss one that comes close.
 */
export class Scene {
  readonly log: TestLog;
  readonly openApi: string;
  #policy: IdentifiedPolicy | null = null;
  #tokens = 0;
  /** When each token ends, as its birth says. */
  readonly #ends = new Map<string, number>();

  constructor(start = '2026-11-01T00:00:00.000Z') {
    this.log = new TestLog({ start });
    this.openApi = this.log.blob(OPEN_API);
  }

  get policy(): IdentifiedPolicy {
    if (this.#policy === null) throw new Error('no policy is active');
    return this.#policy;
  }

  after(seconds: number): this {
    this.log.after(seconds);
    return this;
  }

  at(time: string): this {
    this.log.at(time);
    return this;
  }

  activate(identified = approvedPolicy(), body: Record<string, Json> = {}): LoggedEntry {
    const before = this.#policy;
    const proven = [...proveApprovals(identified.policy, before?.policy ?? 'bootstrap').proven.values()].flat();
    this.#policy = identified;
    this.log.blob(policyBytes(identified.policy));
    return this.log.append(
      'policy.activated',
      {
        digests: { policy: identified.digest },
        refs: [`policy:${identified.digest}`],
        body: {
          semantics: 1,
          approvals: [],
          approvalCount: proven.length,
          previous: before?.digest ?? null,
          bootstrap: before === null,
          ...body,
        },
      },
      'management',
    );
  }

  /** Activates what the active policy becomes by a change, approved. */
  change(over: Partial<Policy>): LoggedEntry {
    return this.activate(approvedPolicy({ ...this.policy.policy, ...over }));
  }

  grant(
    request: Partial<GrantRequest> = {},
    more: { facts?: Partial<Facts>; decision?: Partial<Decision>; policy?: IdentifiedPolicy; after?: string[] } = {},
  ): Granted {
    const whole: GrantRequest = {
      ...{ kind: 'grant', issuer: ISSUER, clientId: 'report', grantType: 'client_credentials' },
      ...{ scopes: ['orders:read'], resources: [], redirectUri: null },
      ...request,
    };
    const facts = { ...this.#facts(), ...more.facts };
    const policy = more.policy ?? this.policy;
    const decision = { ...decide(policy, whole, facts), ...more.decision };
    const entry = this.log.append('decision.made', {
      issuer: ISSUER,
      after: more.after ?? [],
      digests: { policy: policy.digest },
      refs: [`client:${whole.clientId}`],
      body: json({ request: whole, facts, decision }),
    });
    return { entry, decision, request: whole };
  }

  /** Issues a token of the decision, with a refresh token where `refresh` says so; returns its entry and the access token's name. */
  issue(
    { entry: decided, decision, request }: Granted,
    over: {
      scopes?: readonly string[];
      lives?: number;
      /** How long its server lets it live, in seconds, where that is longer. */
      server?: number;
      audience?: string;
      grantId?: string;
      refresh?: boolean;
      body?: object;
      kind?: 'token.issued' | 'token.withheld';
      clientId?: string;
      policy?: string;
    } = {},
  ): { readonly entry: LoggedEntry; readonly token: string; readonly grantId: string } {
    const token = `k:${++this.#tokens}`;
    const grantId = over.grantId ?? `grant-${this.#tokens}`;
    const scopes = over.scopes ?? decision.scopes;
    const audience = over.audience ?? decision.resource;
    const expiresAt = this.#seconds() + (over.lives ?? decision.maxTtlSeconds);
    const both = over.server === undefined ? {} : { serverExpiresAt: this.#seconds() + over.server };
    const plain = { type: 'access_token', fingerprint: token, jtiFingerprint: null, scopes, audience, expiresAt };
    const access = { ...plain, ...both };
    this.#ends.set(token, expiresAt);
    const refresh = { ...plain, type: 'refresh_token', fingerprint: `k:r${this.#tokens}`, expiresAt: null };
    const clientId = over.clientId ?? request.clientId;
    const entry = this.log.append(over.kind ?? 'token.issued', {
      issuer: ISSUER,
      after: [decided.id],
      digests: { policy: over.policy ?? decided.entry.digests['policy'] ?? '' },
      refs: [`client:${clientId}`, `grant:${grantId}`, `token:${token}`],
      body: json({
        ...{ clientId, grantId, grantType: request.grantType, faults: [] },
        ...(over.kind === 'token.withheld' ? {} : { format: 'jwt', idToken: false }),
        tokens: over.refresh ? [access, refresh] : [access],
        ...over.body,
      }),
    });
    return { entry, token, grantId };
  }

  /** A decision and its token. */
  token(request: Partial<GrantRequest> = {}, over: Parameters<Scene['issue']>[1] = {}) {
    const granted = this.grant(request);
    return { granted, ...this.issue(granted, over) };
  }

  use(
    { granted, token, grantId }: { granted: Granted; token: string; grantId: string },
    over: {
      operation?: string;
      kind?: 'token.used' | 'token.usage' | 'token.use_refused';
      facts?: object;
      decision?: Partial<Decision>;
      policy?: IdentifiedPolicy;
      request?: Partial<UseRequest>;
      count?: number;
      /** Of the first and the last of several. */
      first?: string;
      last?: string;
      /** How far the clock of its facts is ahead, in seconds. */
      time?: number;
    } = {},
  ): LoggedEntry {
    const operation = over.operation ?? 'listOrders';
    const request: UseRequest = {
      ...{ kind: 'use', issuer: ISSUER, clientId: granted.request.clientId, audience: ORDERS, operation },
      required: REQUIRED[operation] ?? [],
      ...over.request,
    };
    const presented = {
      ...{
        scopes: granted.decision.scopes,
        audiences: [ORDERS],
        expiresAt: this.#ends.get(token) ?? this.#seconds() + 600,
      },
      ...{ revoked: false, recorded: true },
      ...over.facts,
    };
    const now = this.#facts();
    const facts: Facts = { ...now, time: now.time + (over.time ?? 0), token: presented, feedSilentSeconds: 0 };
    const policy = over.policy ?? this.policy;
    const decision = { ...decide(policy, request, facts), ...over.decision };
    const kind = over.kind ?? 'token.used';
    const { time } = this.log;
    const summary =
      kind === 'token.used'
        ? {}
        : {
            count: over.count ?? 1,
            first: over.first ?? time,
            last: over.last ?? time,
            window: { from: time, to: time },
          };
    return this.log.append(
      kind,
      {
        issuer: ISSUER,
        after: [granted.entry.id],
        digests: { policy: policy.digest, openapi: this.openApi },
        refs: [`token:${token}`, `client:${granted.request.clientId}`, `grant:${grantId}`],
        body: json({ api: 'orders', request, facts, decision, ...summary }),
      },
      'api-guard-1',
    );
  }

  revoke(
    of: { token?: string; grantId: string; clientId?: string },
    reason = 'client_request',
    upstream = 'not_applicable',
  ): LoggedEntry {
    const { token = null, grantId, clientId = 'report' } = of;
    return this.log.append('token.revoked', {
      issuer: ISSUER,
      refs: [...(token === null ? [] : [`token:${token}`]), `grant:${grantId}`],
      body: {
        ...{
          type: token === null ? 'grant' : 'access_token',
          fingerprint: token,
          jtiFingerprint: null,
          grantId,
          clientId,
        },
        ...{ expiresAt: null, reason, upstream },
      },
    });
  }

  process(what: 'started' | 'heartbeat' | 'stopped', writer = 'issuer-guard-1', after: string[] = []): LoggedEntry {
    const role = writer.replace(/-\d+$/, '');
    const body = { role, version: '0.1.0', runtime: 'v24', upSeconds: 0, clockAheadMilliseconds: 0 };
    const kind = `process.${what}` as const;
    return this.log.append(kind, { after, digests: {}, refs: [`process:${writer}`], body }, writer);
  }

  /** Runs a control over the entries from `from` on; those before are what it is told of earlier times. */
  run(
    control: Control,
    {
      from = 0,
      to = '2026-12-01T00:00:00.000Z',
      witnesses = [] as readonly string[],
      without = -1,
      end = Number.POSITIVE_INFINITY,
    } = {},
  ): ControlResult {
    const entries: readonly PeriodEntry[] = this.log.entries;
    const run = startControls([control], {
      period: { from: entries[from]?.entry.time ?? '', to },
      policyOf: (digest) => this.#policyOf(digest),
      operationsOf: (digest) =>
        digest === this.openApi
          ? loadOpenApi(Buffer.from(this.log.blobs.get(digest) ?? '').toString(), { path: 'o' })
          : null,
      earlier: entries.slice(0, from).filter(({ index }) => index !== without),
      witnesses,
    });
    for (const entry of entries.slice(from, end)) run.take(entry);
    const [result] = run.finish(entries.slice(end));
    if (result === undefined) throw new Error('the control has no result');
    return result;
  }

  readonly #policies = new Map<string, IdentifiedPolicy>();
  #policyOf(digest: string): IdentifiedPolicy | null {
    const bytes = this.log.blobs.get(digest);
    if (bytes === undefined) return null;
    const known = this.#policies.get(digest) ?? { digest, policy: JSON.parse(Buffer.from(bytes).toString()) as Policy };
    this.#policies.set(digest, known);
    return known;
  }

  #seconds(): number {
    return Math.floor(Date.parse(this.log.time) / 1000);
  }

  #facts(): Facts {
    return { time: this.#seconds(), priorGrant: null, token: null, feedSilentSeconds: null };
  }
}

function json(value: object): { readonly [name: string]: Json } {
  return JSON.parse(JSON.stringify(value));
}
