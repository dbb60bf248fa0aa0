import type { EntryId } from '../../ledger/index.ts';
import type { Json } from '../../proof/index.ts';
import {
  finishRevocation,
  liveTokens,
  MAX_ORDERED_TOKENS,
  orderRevocation,
  type RevocationContext,
  type RevocationOrder,
  type RevocationSelection,
  readContainments,
  readOrder,
  recordRevokedUpstream,
  reportOf,
  stepRevocation,
} from '../../revocation/index.ts';
import { TokenError } from '../../tokens/index.ts';
import { ManagementError } from '../management-error.ts';
import {
  ADMINISTRATORS,
  authorOf,
  type Caller,
  causeOf,
  HOST_ALONE,
  type ManagementContext,
  READERS,
  type Routes,
} from './route.ts';

/** Most tokens that a dry run lists. */
const MAX_LISTED = 10_000;
/** Longest token, in bytes. */
const MAX_TOKEN_BYTES = 16 * 1024;
/** The form of a subject's pseudonym. */
export const PSEUDONYM = /^sub:[A-Za-z0-9_-]{22}$/;
const ID = { type: 'object', properties: { id: { type: 'string', format: 'uuid' } } };
/** What a person may write: one line, without what a terminal would run. */
export const REASON = {
  type: 'string',
  minLength: 1,
  maxLength: 1000,
  pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]+$',
};

interface Ordered {
  readonly client?: string;
  readonly subject?: string;
  readonly scope?: string;
  readonly fingerprints?: readonly string[];
  readonly reason: string;
  readonly dryRun?: boolean;
}

/**
 * A revocation is ordered once, and then gone on with until nothing is left, so that it can be cut off anywhere:
 *
 * - `POST /v1/revocations` records who orders what and why; the same order again goes on with the one that isn't finished. With
 *   `dryRun` nothing is recorded, and the tokens are listed.
 * - `POST /v1/revocations/:id/continue` denies some more, and says how many tokens are left that work.
 * - `POST /v1/revocations/:id/server` hands over one of its tokens for the authorization server to revoke: on the host alone.
 * - `POST /v1/revocations/:id/finish` closes it; `GET /v1/revocations/:id` says of each token what is known.
 */
export const revocationRoutes: Routes = (server, context) => {
  const within: RevocationContext = context;
  const orderOf = async (id: string): Promise<RevocationOrder> => {
    const order = await readOrder(within, id);
    if (order === null) throw new ManagementError('not_found', `There is no revocation ${id}.`);
    return order;
  };

  server.post<{ Body: Ordered }>(
    '/v1/revocations',
    { config: { roles: ADMINISTRATORS }, schema: { body: ORDER } },
    async ({ body, caller }) => {
      const selection = selectionOf(context, body);
      if (body.dryRun === true) {
        const tokens = await liveTokens(context.store, context.issuer, selection, MAX_LISTED);
        return { dryRun: true, tokens: tokens.map(({ renews: _, ...token }) => token) };
      }
      const { order, resumed, found } = await orderRevocation(within, {
        selection,
        asked: context.fingerprinter.of('revocation', JSON.stringify([selection, body.reason])),
        reason: async (id) => ({
          ...(await context.sealed.seal({
            about: `revocation:${id}`,
            people: [...authorOf(caller), ...(selection.kind === 'subject' ? [selection.subject] : [])],
            text: body.reason,
          })),
        }),
        by: whoOf(caller),
        after: [...(await containmentBehind(context, selection)), ...causeOf(caller)],
      });
      return { id: order.id, entry: order.entry, resumed, found };
    },
  );

  server.post<{ Params: { id: string } }>(
    '/v1/revocations/:id/continue',
    { config: { roles: ADMINISTRATORS }, schema: { params: ID } },
    async ({ params }) => await stepRevocation(within, await orderOf(params.id)),
  );

  server.post<{ Params: { id: string }; Body: { token: string } }>(
    '/v1/revocations/:id/server',
    {
      config: { roles: HOST_ALONE },
      schema: {
        params: ID,
        body: {
          type: 'object',
          additionalProperties: false,
          required: ['token'],
          properties: { token: { type: 'string', minLength: 1, maxLength: MAX_TOKEN_BYTES } },
        },
      },
    },
    async ({ params, body }) => ({ outcome: await askServer(context, await orderOf(params.id), body.token) }),
  );

  server.post<{ Params: { id: string } }>(
    '/v1/revocations/:id/finish',
    { config: { roles: ADMINISTRATORS }, schema: { params: ID } },
    async ({ params }) => {
      const order = await orderOf(params.id);
      const { left } = await stepRevocation(within, order);
      if (left > 0) throw new ManagementError('request_invalid', `${left} of its tokens work still: go on first.`);
      return { id: order.id, entry: order.entry, ...(await finishRevocation(within, order)) };
    },
  );

  server.get<{ Params: { id: string } }>(
    '/v1/revocations/:id',
    { config: { roles: READERS }, schema: { params: ID } },
    async ({ params }) => {
      const order = await orderOf(params.id);
      const { id, entry, finished, selection } = order;
      return { id, entry, finished, selection, ...(await reportOf(context.store, context.writer.writer, order)) };
    },
  );
};

/** What is revoked of a contained client follows from its containment. */
async function containmentBehind(
  { store, issuer }: ManagementContext,
  selection: RevocationSelection,
): Promise<readonly EntryId[]> {
  if (selection.kind !== 'client') return [];
  const containment = (await readContainments(store)).of(issuer, selection.clientId);
  return containment === null ? [] : [containment.entry];
}

const ORDER = {
  type: 'object',
  additionalProperties: false,
  required: ['reason'],
  properties: {
    client: { type: 'string', minLength: 1, maxLength: 2000 },
    subject: { type: 'string', minLength: 1, maxLength: 500 },
    scope: { type: 'string', minLength: 1, maxLength: 256 },
    fingerprints: {
      type: 'array',
      minItems: 1,
      maxItems: MAX_ORDERED_TOKENS,
      items: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,32}:[A-Za-z0-9_-]{43}$' },
    },
    reason: REASON,
    dryRun: { type: 'boolean' },
  },
};

function selectionOf(
  { pseudonymOf }: Pick<ManagementContext, 'pseudonymOf'>,
  { client, subject, scope, fingerprints }: Ordered,
): RevocationSelection {
  const selections: RevocationSelection[] = [
    ...(client === undefined ? [] : [{ kind: 'client', clientId: client } as const]),
    ...(subject === undefined
      ? []
      : [{ kind: 'subject', subject: PSEUDONYM.test(subject) ? subject : pseudonymOf(subject) } as const]),
    ...(scope === undefined ? [] : [{ kind: 'scope', scope } as const]),
    ...(fingerprints === undefined
      ? []
      : [{ kind: 'tokens', fingerprints: [...new Set(fingerprints)].sort() } as const]),
  ];
  const [selection] = selections;
  if (selection === undefined || selections.length > 1)
    throw new ManagementError('request_invalid', 'Name one of client, subject, scope and fingerprints.');
  return selection;
}

/** Who ordered something, for its entry: whoever is on the host, or a person who is signed in; their session is in `after`. */
export function whoOf(caller: Caller): Json {
  return caller.kind === 'host'
    ? { kind: 'host', person: null }
    : { kind: caller.method === 'recovery' ? 'recovery' : 'session', person: caller.person };
}

async function askServer(
  context: ManagementContext,
  order: RevocationOrder,
  token: string,
): Promise<Awaited<ReturnType<NonNullable<ManagementContext['revokeAtServer']>>> | 'no_credential'> {
  const { selection } = order;
  const fingerprint = fingerprintOf(context, token);
  if (selection.kind !== 'tokens' || !selection.fingerprints.includes(fingerprint))
    throw new ManagementError('request_invalid', 'This token is none of those that were ordered to be revoked.');
  if (context.revokeAtServer === null) return 'no_credential';
  const { rows } = await context.store.pool.query<{ type: 'access_token' | 'refresh_token' }>(
    'select type from token_births where fingerprint = $1',
    [fingerprint],
  );
  const outcome = await context.revokeAtServer(token, rows[0]?.type ?? null);
  if (outcome === 'revoked') await recordRevokedUpstream(context, order, fingerprint);
  return outcome;
}

function fingerprintOf({ fingerprinter }: ManagementContext, token: string): string {
  try {
    return fingerprinter.ofToken(token);
  } catch (cause) {
    if (cause instanceof TokenError) throw new ManagementError('request_invalid', 'This is no token.', { cause });
    throw cause;
  }
}
