import { hash, randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Elevations } from '../../elevation/index.ts';
import {
  createGatewayServer,
  GatewayError,
  onceClosed,
  type RequestHead,
  readBody,
  readHead,
  type Upstream,
} from '../../gateway/index.ts';
import { LedgerError, type LedgerWriter } from '../../ledger/index.ts';
import { MAX_FORM_BYTES, OAuthError } from '../../oauth/index.ts';
import type { ActivePolicy } from '../../records/index.ts';
import type { RevocationFeed } from '../../revocation/index.ts';
import { isDatabaseAway, type Store } from '../../store/index.ts';
import type { AccessTokenReader, Fingerprinter } from '../../tokens/index.ts';
import { type Answer, errorAnswer, pageAnswer } from './answer.ts';
import { authorizationServerBehind } from './authorization-server.ts';
import { type ClientLimitOptions, clientLimits } from './client-limits.ts';
import { crossOriginHeaders, preflightAnswer } from './cross-origin.ts';
import { endpointNameOf } from './endpoint-name.ts';
import { routeOf } from './endpoints/index.ts';
import { type GuardContext, unavailable } from './guard-context.ts';
import { IssuerGuardError } from './guard-error.ts';
import { holdResponses } from './held-responses.ts';
import { openObserveJournal } from './journal/observe-journal.ts';
import { confirming } from './limited-client.ts';
import { refusalBudget } from './refusal-budget.ts';
import { takeBackHeld } from './release-token.ts';
import { countStrangerRefusals } from './stranger-refusals.ts';
import { endVirtualLives, holdVirtualEnds } from './virtual-ends.ts';

const OVERDUE_CHECK_MILLISECONDS = 1000;
/** What ordinary clients wait for. */
const DEADLINE_SECONDS = 30;

export interface IssuerGuardOptions {
  /** The issuer that this guard owns; the authorization server behind it has the same (RFC 8414 §2). */
  readonly issuer: string;
  /** Values of `Host` under which the issuer is reached. */
  readonly publicHosts: readonly string[];
  readonly upstream: Upstream;
  readonly store: Store;
  readonly writer: LedgerWriter;
  readonly activePolicy: ActivePolicy;
  readonly revocations: RevocationFeed;
  /** Elevations that are active, as fresh as `revocations`. When absent there are none. */
  readonly elevations?: Pick<Elevations, 'activeOf'>;
  readonly fingerprinter: Fingerprinter;
  /** Reads tokens of this issuer, opaque ones with the guard's own credential. */
  readonly accessTokens: AccessTokenReader;
  /** Pseudonym of a subject of this issuer (`pseudonymOf` of the ledger, with its key). */
  readonly pseudonymOf: (subject: string) => string;
  /** The server's own pages: where their paths begin (`/interaction/`, `/auth/`), or a whole path (`/device`). Every other path is refused. */
  readonly pagePrefixes: readonly string[];
  /** Clients that may introspect every token of this issuer: resource servers. Others see their own tokens only. */
  readonly introspectionClients: readonly string[];
  /** Milliseconds since 1970, as `Date.now`. */
  readonly clock: () => number;
  /** Told what an operator should know. Carries no token, code or secret. */
  readonly onFault: (fault: unknown) => void;
  /**
   * Folder of this guard's journal, on a disk that outlives the process: there goes what passes of clients that are only observed while
   * the ledger is away. When absent they are refused then, as all others.
   */
  readonly journalDirectory?: string;
  /** Limits of each client. When absent there are none. */
  readonly clientLimits?: Pick<ClientLimitOptions, 'each' | 'clients'>;
  /** Longest time until a request is answered, in seconds, whatever it waits for. Default: 30. */
  readonly deadlineSeconds?: number;
  /** How often refusals of strangers are written as one entry. Default: 10. */
  readonly strangerSummarySeconds?: number;
}

export interface IssuerGuard {
  /** Not listening yet: the caller chooses the address. */
  readonly server: Server;
  /** Whether a request would be decided now: a policy is active and the ledger isn't silent. */
  ready(): boolean;
  /** Responses that wait for a client which went away, or for the ledger. */
  heldResponses(): number;
  /** Takes back, at the authorization server too, the tokens whose life by the policy is over. It does so every second by itself. */
  endVirtualLives(): Promise<void>;
  /** Brings to the ledger what the journal kept while that was away. It does so every second by itself. Resolves with how many entries. */
  bringJournal(): Promise<number>;
  /** What the endpoint at a path is called in metrics and traces. Rejects while the server's metadata isn't known. */
  endpointNameAt(path: string): Promise<string>;
  /** Writes what is counted and takes back what no client came for. Close the server first. */
  close(): Promise<void>;
}

/** The guard in front of one authorization server, as a server that answers in its place. */
export function createIssuerGuard(options: IssuerGuardOptions): IssuerGuard {
  const { issuer, upstream, store, writer, clock, activePolicy, revocations, onFault } = options;
  const strangers = countStrangerRefusals({ writer, issuer, clock });
  const limitKey = randomBytes(32).toString('base64');
  const limits =
    options.clientLimits === undefined
      ? null
      : clientLimits({
          ...options.clientLimits,
          clock,
          // Of this process alone, and quicker than the ledger's: it is asked for at each request.
          fingerprintOf: (credentials) => hash('sha256', `${limitKey}\n${credentials}`, 'base64'),
        });
  const guard: GuardContext = {
    issuer,
    store,
    writer,
    activePolicy,
    revocations,
    elevations: options.elevations ?? { activeOf: () => [] },
    fingerprinter: options.fingerprinter,
    accessTokens: options.accessTokens,
    upstream,
    authorizationServer: confirming(authorizationServerBehind({ issuer, upstream, clock }), limits),
    strangers,
    limits,
    refusals: refusalBudget(clock),
    held: holdResponses(clock),
    virtualEnds: holdVirtualEnds(),
    journal:
      options.journalDirectory === undefined
        ? null
        : openObserveJournal({
            ...{ directory: options.journalDirectory, store, writer, issuer, clock, onFault },
            silentSeconds: () => revocations.silentSeconds(),
          }),
    introspectionClients: new Set(options.introspectionClients),
    pseudonymOf: options.pseudonymOf,
    clock,
    onFault,
  };
  const summary = setInterval(
    () => void strangers.flush().catch(onFault),
    (options.strangerSummarySeconds ?? 10) * 1000,
  );
  summary.unref();
  const overdue = setInterval(() => void takeBackHeld(guard, guard.held.takeOverdue()), OVERDUE_CHECK_MILLISECONDS);
  overdue.unref();
  const virtualEnds = setInterval(() => void endVirtualLives(guard).catch(onFault), OVERDUE_CHECK_MILLISECONDS);
  virtualEnds.unref();
  const journal = setInterval(() => void guard.journal?.bring().catch(onFault), OVERDUE_CHECK_MILLISECONDS);
  journal.unref();

  const server = createGatewayServer((request, response) => handle(guard, options, request, response), onFault);
  return {
    server,
    ready() {
      const active = activePolicy.current();
      return active !== null && revocations.silentSeconds() <= active.identified.policy.limits.maxStaleSeconds;
    },
    heldResponses: () => guard.held.count(),
    endVirtualLives: () => endVirtualLives(guard),
    endpointNameAt: async (path) =>
      endpointNameOf(path, issuer, await guard.authorizationServer.metadata(), options.pagePrefixes),
    async close() {
      clearInterval(summary);
      clearInterval(overdue);
      clearInterval(virtualEnds);
      clearInterval(journal);
      await takeBackHeld(guard, guard.held.takeAll());
      await strangers.flush().catch(onFault);
      await guard.journal?.close();
    },
    bringJournal: async () => (await guard.journal?.bring()) ?? 0,
  };
}

/** One request: head read strictly, endpoint found by exact path, answer sent whole. */
async function handle(
  guard: GuardContext,
  { publicHosts, pagePrefixes, deadlineSeconds = DEADLINE_SECONDS }: IssuerGuardOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let head: RequestHead;
  try {
    head = readHead(request, { publicHosts });
  } catch (error) {
    return send(guard, request, response, errorAnswer(oauthErrorOf(guard, error)));
  }
  let errorPage = errorAnswer;
  let added: Answer['headers'] = [];
  // What comes after it reached nobody, and is held or taken back like everything that doesn't.
  const deadline = setTimeout(() => {
    if (response.headersSent || response.destroyed) return;
    const late = new OAuthError('temporarily_unavailable', 'not answered in time', { status: 504 });
    send(guard, request, response, errorPage(late), added);
  }, deadlineSeconds * 1000);
  onceClosed(response, () => clearTimeout(deadline));
  try {
    const metadata = await guard.authorizationServer.metadata();
    const route = routeOf(head.path, guard.issuer, metadata, pagePrefixes);
    if (route === null) throw new OAuthError('invalid_request', 'there is nothing at this address', { status: 404 });
    if (route.audience === 'person') errorPage = pageAnswer;
    if (route.crossOrigin === true) added = crossOriginHeaders(guard, head);
    const preflight = preflightAnswer(head, added);
    if (preflight !== null) return send(guard, request, response, preflight, added);
    const answer = await route.endpoint(guard, {
      head,
      request,
      response,
      readBody: () => readBody(request, head, { maxBytes: MAX_FORM_BYTES }),
      operation: randomUUID(),
    });
    if (answer !== 'passed') send(guard, request, response, answer, added);
  } catch (error) {
    if (response.headersSent) {
      guard.onFault(error);
      // Half of an answer must not look whole; the one that said that it is too late is.
      if (!response.writableEnded) response.destroy();
    } else send(guard, request, response, errorPage(oauthErrorOf(guard, error)), added);
  }
}

function send(
  guard: GuardContext,
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body, undelivered }: Answer,
  added: Answer['headers'] = [],
): void {
  if (response.headersSent) {
    undelivered?.().catch(guard.onFault);
    return;
  }
  if (undelivered !== undefined) {
    const closed = (): void => {
      if (!response.writableFinished) undelivered().catch(guard.onFault);
    };
    if (response.destroyed) {
      closed();
      return;
    }
    response.once('close', closed);
  }
  // A body that nobody read is still on its way: what follows it can't be told from it.
  if (!request.complete) response.shouldKeepAlive = false;
  const length = status === 204 ? [] : ['Content-Length', String(Buffer.byteLength(body))];
  response.writeHead(status, [...headers.flat(), ...added.flat(), ...length]);
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** What a caller is told. Whatever isn't the caller's own mistake says only that it can't be done now. */
function oauthErrorOf(guard: GuardContext, error: unknown): OAuthError {
  if (error instanceof OAuthError) return error;
  if (error instanceof GatewayError && error.status < 500)
    return new OAuthError('invalid_request', error.message, { status: error.status });
  guard.onFault(error);
  if (error instanceof IssuerGuardError && error.code === 'redirect_refused')
    return new OAuthError('server_error', 'the authorization server answered what the guard can not pass on', {
      status: 502,
    });
  if (error instanceof GatewayError || error instanceof IssuerGuardError)
    return unavailable('the authorization server does not answer', error);
  if (error instanceof LedgerError) return unavailable('the ledger can not be written');
  if (isDatabaseAway(error)) return unavailable('the database does not answer');
  return new OAuthError('server_error', 'something went wrong in the guard');
}
