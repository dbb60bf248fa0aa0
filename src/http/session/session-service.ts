import type { LedgerWriter } from '../../ledger/index.ts';
import { type ConsoleClaims, type ConsoleRole, type Policy, rolesFor } from '../../policy/index.ts';
import type { ActivePolicy } from '../../records/index.ts';
import type { Store } from '../../store/index.ts';
import type { Caller, RecoveryLink } from '../routes/route.ts';
import type { IdentityProvider } from './identity-provider.ts';
import { randomSecret } from './random-secret.ts';
import { safeReturn } from './return-to.ts';
import { type SessionEnd, sessionEntries } from './session-entries.ts';
import { SessionError } from './session-error.ts';
import { newReference, type OpenedSession, type Session, sessionsIn } from './sessions.ts';
import { singleUseIn } from './single-use.ts';

const RECOVERY_LINK_SECONDS = 300;
const RECOVERY_SESSION_SECONDS = 900;
const RECOVERY_ROLES: readonly ConsoleRole[] = ['admin'];
const MAX_NAME = 100;
/** Less than an approval allows, for it takes a while to read what is approved. */
const FRESH_SECONDS = 60;

export interface SessionServiceOptions {
  readonly store: Store;
  readonly writer: LedgerWriter;
  readonly activePolicy: ActivePolicy;
  readonly provider: IdentityProvider;
  readonly issuer: string;
  readonly publicUrl: string;
  readonly pseudonymOf: (subject: string) => string;
  readonly idleSeconds: number;
  readonly lifeSeconds: number;
  readonly clock: () => number;
}

/** Where a browser goes next, with the secrets that it is to hold. */
export interface SignedIn {
  readonly secret: string;
  readonly returnTo: string;
}

/**
 * People at the console. A sign-in is: begun here under a secret `state` that is tied to the browser by a cookie → the authorization
 * server → its answer, redeemed once → roles by the policy of now → `session.opened` durable → the session, under a new secret.
 * The roles are asked for anew at each request, so that a policy that takes one away takes it from open sessions too.
 */
export interface SessionService {
  /** @param how whether whoever is signed in there for longer than an approval allows signs in again. @throws SessionError `server_unreachable` */
  begin(
    returnTo: string | undefined,
    how?: { readonly fresh: boolean },
  ): Promise<{ readonly url: string; readonly browser: string }>;
  /** @param former the secret of the session that the browser had, which ends. @throws SessionError */
  finish(answer: URL, browser: string | null, former: string | null): Promise<SignedIn>;
  /** Who a secret belongs to; null for nobody. @param livesOn whether the request puts off the end of an idle session */
  callerOf(
    secret: string | null,
    how: { readonly livesOn: boolean },
  ): Promise<Extract<Caller, { kind: 'session' }> | null>;
  signOut(secret: string | null): Promise<void>;
  /** Makes the link of `ambit recover`: recorded before it exists. */
  openRecovery(): Promise<RecoveryLink>;
  /** @throws SessionError `recovery_unknown` */
  recover(token: string, former: string | null): Promise<SignedIn>;
  /** Ends the sessions that are over, each with an entry. */
  sweep(): Promise<void>;
}

export function sessionService(options: SessionServiceOptions): SessionService {
  const { store, activePolicy, provider, issuer, publicUrl, pseudonymOf, idleSeconds, lifeSeconds, clock } = options;
  const sessions = sessionsIn(store);
  const singleUse = singleUseIn(store);
  const entries = sessionEntries(options.writer, clock);
  const policyOfNow = (): Policy | null => activePolicy.current()?.identified.policy ?? null;

  const end = async (session: Session, why: SessionEnd): Promise<void> => {
    // Nobody is signed in by it any more, even if the ledger can't be written now.
    if (why !== 'expired' && (await sessions.end(session.reference)) === null) return;
    const { reference, issuer: from, subject, entry } = session;
    await entries.ended({ reference, issuer: from, subject, entry, why });
    if (why === 'expired') await sessions.end(reference);
  };
  const endFormer = async (secret: string | null): Promise<void> => {
    const former = await sessions.find(secret, idleSeconds);
    if (former !== null) await end(former, 'replaced');
  };
  const refuse = async (error: SessionError, subject: string | null): Promise<never> => {
    await entries.refused({ reference: newReference(), reason: error.code, issuer, subject });
    throw error;
  };

  return {
    async begin(returnTo, { fresh } = { fresh: false }) {
      const maxAgeSeconds = fresh ? FRESH_SECONDS : null;
      const { url, state, nonce, codeVerifier } = await provider.begin({ maxAgeSeconds });
      const browser = randomSecret();
      await singleUse.keepSignIn(state, browser, { nonce, codeVerifier, returnTo: safeReturn(returnTo, publicUrl) });
      return { url, browser };
    },
    async finish(answer, browser, former) {
      const state = answer.searchParams.get('state');
      const pending = await singleUse.takeSignIn(state, browser);
      if (pending === null || state === null)
        throw new SessionError('sign_in_unknown', 'No such sign-in is under way in this browser.');
      let claims: ConsoleClaims;
      try {
        claims = await provider.finish(answer, { ...pending, state });
      } catch (error) {
        if (error instanceof SessionError && error.code !== 'server_unreachable') return await refuse(error, null);
        throw error;
      }
      const said = String(claims['sub'] ?? '');
      const subject = pseudonymOf(said);
      const policy = policyOfNow();
      const { roles, person } = policy === null ? { roles: [], person: null } : rolesFor(policy, issuer, claims);
      if (policy === null || roles.length === 0)
        return await refuse(
          new SessionError('no_role', 'The policy gives this person no role in the console.'),
          subject,
        );
      await endFormer(former);
      const reference = newReference();
      const entry = await entries.opened({ reference, method: 'oidc', issuer, subject, roles, person, after: [] });
      const secret = await sessions.open({
        ...{ reference, method: 'oidc', subject, issuer, entry, idleSeconds, lifeSeconds },
        claims: mappedClaims(policy, claims),
        name: nameOf(claims),
      });
      return { secret, returnTo: pending.returnTo };
    },
    async callerOf(secret, { livesOn }) {
      const session = await sessions.find(secret, livesOn ? idleSeconds : 0);
      if (session === null) return null;
      const { reference, method, subject, name, entry, endsAt } = session;
      const policy = policyOfNow();
      const held =
        method === 'recovery'
          ? { roles: RECOVERY_ROLES, person: null }
          : policy === null || session.issuer === null
            ? { roles: [], person: null }
            : rolesFor(policy, session.issuer, session.claims);
      const signIn = signInOf(session);
      return { kind: 'session', reference, method, subject, name, entry, endsAt, signIn, ...held };
    },
    async signOut(secret) {
      const session = await sessions.find(secret, idleSeconds);
      if (session !== null) await end(session, 'signed_out');
    },
    async openRecovery() {
      const reference = newReference();
      const entry = await entries.recovery({ reference, validSeconds: RECOVERY_LINK_SECONDS });
      const token = await singleUse.keepRecovery({ reference, entry, seconds: RECOVERY_LINK_SECONDS });
      // Behind #, so that it is in no log of a server or proxy.
      return {
        url: new URL(`/recover#${token}`, publicUrl).href,
        expiresAt: new Date(clock() + RECOVERY_LINK_SECONDS * 1000).toISOString(),
      };
    },
    async recover(token, former) {
      const recovery = await singleUse.takeRecovery(token);
      if (recovery === null)
        return await refuse(
          new SessionError('recovery_unknown', 'This recovery link was used before, or is too old.'),
          null,
        );
      await endFormer(former);
      const { reference } = recovery;
      const who = { reference, method: 'recovery' as const, issuer: null, subject: null };
      const entry = await entries.opened({ ...who, roles: RECOVERY_ROLES, person: null, after: [recovery.entry] });
      const secret = await sessions.open({
        ...who,
        entry,
        claims: {},
        name: 'Recovery from the host',
        idleSeconds,
        lifeSeconds: RECOVERY_SESSION_SECONDS,
      });
      return { secret, returnTo: '/' };
    },
    async sweep() {
      for (const session of await sessions.over()) await end(session, 'expired');
    },
  };
}

/** What roles are mapped from, and no more: the rest of the ID token isn't ours to keep. */
function mappedClaims(policy: Policy, claims: ConsoleClaims): ConsoleClaims {
  const names = new Set(policy.console?.roles.flatMap(({ mappings }) => mappings.map(({ claim }) => claim)));
  // When they signed in, for what asks for a fresh sign-in (OpenID Connect Core §2).
  names.add('auth_time');
  return Object.fromEntries(
    [...names].filter((name) => Object.hasOwn(claims, name)).map((name) => [name, claims[name]]),
  );
}

/** Of a session whose claims have `sub`, which are those of policies that map it. */
function signInOf({ issuer, claims }: OpenedSession): { issuer: string; subject: string; at: number | null } | null {
  const { sub, auth_time: at } = claims;
  if (issuer === null || typeof sub !== 'string') return null;
  return { issuer, subject: sub, at: typeof at === 'number' && Number.isSafeInteger(at) ? at : null };
}

function nameOf(claims: ConsoleClaims): string {
  const name = ['name', 'preferred_username', 'email', 'sub']
    .map((claim) => claims[claim])
    .find((one) => typeof one === 'string');
  return String(name ?? '').slice(0, MAX_NAME);
}
