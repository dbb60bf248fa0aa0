import type { ExchangedToken } from '../../decision/index.ts';
import { type ClaimedClient, type ExchangeTokenRequest, OAuthError } from '../../oauth/index.ts';
import { type AccessToken, canaryDrawOfGrant, type NamedParty } from '../../tokens/index.ts';
import { readIssuedToken } from './granted.ts';
import { type GuardContext, secondsNow } from './guard-context.ts';
import { isRevoked, type KnownToken, knownToken } from './known-token.ts';
import type { PresentedGrant } from './presented-grant.ts';

/** What a token exchange has beside other grants. */
export interface PresentedExchange {
  /** What is decided by, beside the grant of the subject's token. */
  readonly facts: ExchangedToken;
  /** Names of the tokens that were brought, for the decision's entry. */
  readonly refs: readonly string[];
  /** Whom the token has to be for, by `sub` as the subject's token has it. */
  readonly subject: string;
  /** Who has to act in it, by the first `act`; null: nobody but the client itself. */
  readonly actor: string | null;
}

/**
 * The grant of a token exchange: that of the subject's token, so that revoking it ends what came of it, too. A token counts only where a
 * guard released it, the server vouches for it now, and nobody revoked it.
 *
 * @throws OAuthError `invalid_request` (RFC 8693 §2.2.2), `unauthorized_client`
 */
export async function grantOfExchange(
  guard: GuardContext,
  { clientId, method }: ClaimedClient,
  request: ExchangeTokenRequest,
): Promise<PresentedGrant> {
  // Who finds a token could exchange it in the name of any client that proves nothing.
  if (method === 'none')
    throw new OAuthError(
      'unauthorized_client',
      'a public client may not exchange tokens: nothing shows that it is the client',
    );
  const subject = await heldToken(guard, request.subjectToken);
  const actor = request.actorToken === null ? null : await heldToken(guard, request.actorToken);
  if (actor !== null && (actor.known.revoked || isOver(guard, actor.known))) throw refused(guard);
  const { known, token } = subject;
  const nothing = async (): Promise<void> => {};
  const audience = token.audiences.find((one) => one !== guard.issuer && one !== known.clientId) ?? null;
  return {
    grantId: known.grantId,
    prior: {
      grantId: known.grantId,
      clientId: known.clientId,
      scopes: known.scopes,
      resource: audience,
      revoked: known.revoked,
    },
    subject: known.subject,
    redirectUri: null,
    // What comes of a token is enforced, or observed, as its flow is.
    canary: known.canary ?? canaryDrawOfGrant(known.grantId),
    after: [known.decision],
    refreshTokenScopes: null,
    exchange: {
      facts: {
        endsAt: known.expiresAt ?? token.expiresAt,
        actors: token.actors?.length ?? 0,
        mayAct: token.mayAct === undefined ? null : named(guard, clientId, token.mayAct),
        actor: actor === null ? null : { clientId: actor.known.clientId, subject: actor.known.subject },
      },
      refs: [subject, ...(actor === null ? [] : [actor])].map((one) => `token:${one.known.fingerprint}`),
      subject: token.subject ?? token.clientId,
      actor: actor === null ? null : (actor.token.subject ?? actor.token.clientId),
    },
    spend: nothing,
    giveBack: nothing,
    giveBackUnrotated: nothing,
    conclude: async () => null,
  };
}

interface HeldToken {
  readonly known: KnownToken & { readonly grantId: string };
  readonly token: AccessToken;
}

/** A birth alone shows nothing: it is found by what a token says, and whoever forges one says the same. */
async function heldToken(guard: GuardContext, text: string): Promise<HeldToken> {
  const known = await knownToken(guard, text);
  if (known === null || known.type !== 'access_token' || known.grantId === null) throw refused(guard);
  const token = await readIssuedToken(guard, text);
  // One that is bound to a key is worth nothing without its proof, which nobody showed.
  if (token === null || token.senderConstrained) throw refused(guard);
  const { grantId } = known;
  return { known: { ...known, grantId, revoked: isRevoked(guard, known) }, token };
}

function isOver(guard: GuardContext, { expiresAt }: KnownToken): boolean {
  return expiresAt !== null && expiresAt <= secondsNow(guard);
}

/** Counts, and says only that (RFC 8693 §2.2.2). */
function refused(guard: GuardContext): OAuthError {
  guard.strangers.count('token', 'exchanged_token_unknown');
  return new OAuthError('invalid_request', 'a token that was brought is invalid, expired, revoked or of nobody here');
}

/**
 * Whom `may_act` names, as the decision knows them: the client by its id, a person by the pseudonym. Whoever another issuer knows is
 * nobody here.
 */
function named(guard: GuardContext, clientId: string, party: NamedParty): NonNullable<ExchangedToken['mayAct']> {
  if (party.issuer !== null && party.issuer !== guard.issuer) return { clientId: null, subject: null };
  const isClient = party.subject === clientId;
  return {
    clientId: party.clientId ?? (isClient ? clientId : null),
    subject: party.subject === null || isClient ? null : guard.pseudonymOf(party.subject),
  };
}
