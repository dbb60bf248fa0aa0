import { hasEnded, mayHold } from '../../decision/index.ts';
import { about, byPolicy, type ClientPair, type Subject, some } from '../subject.ts';
import type { PreflightCheck, PreflightFinding } from '../types.ts';

/** Scopes that clients hold, get by default or get whether they ask or not, and that a decision would take away. */
export const scopesCheck: PreflightCheck = {
  id: 'scopes',
  *check(subject) {
    for (const pair of subject.clients) {
      if (pair.known === null) continue;
      yield* heldFindings(subject, pair);
      yield* alwaysFindings(subject, pair);
      yield* defaultFindings(pair);
    }
  },
};

function* heldFindings(subject: Subject, pair: ClientPair): Generator<PreflightFinding> {
  const { clientId, found, known, mode } = pair;
  if (known === null) return;
  if (found.standing === null) {
    yield about(
      pair,
      'unknown',
      'scopes_unknown',
      `${clientId} may ask for any scope at the server, as far as was read; which it asks for nobody could tell.`,
      'Give a log of requests (--log), or look at what it asks for (ambit scan).',
    );
    return;
  }
  const { index, nowSeconds } = subject;
  const may = (scope: string, held: ReadonlySet<string>): boolean =>
    !hasEnded(index, scope, nowSeconds) && mayHold(index, known, held, scope, nowSeconds);
  const silent = found.protocol?.silent ?? [];
  const lost = found.standing.filter((scope) => !silent.includes(scope) && !may(scope, known.standing));
  const eligible = lost.filter((scope) => may(scope, known.eligible));
  const gone = lost.filter((scope) => !eligible.includes(scope));
  const refuses = known.client.overBroad === 'refuse';
  const comes = refuses ? 'a request that asks for one is refused whole' : 'requests get what is left';
  if (gone.length > 0)
    yield about(
      pair,
      byPolicy(mode, refuses ? 'breaks' : 'narrows'),
      'scope_not_allowed',
      `${clientId} may hold ${some(gone)} at the server, and the policy doesn't allow it: ${comes}.`,
      'Add what it uses to `standing`, with the approvals that it takes; say `overBroad: narrow` where less will do.',
    );
  if (eligible.length > 0)
    yield about(
      pair,
      byPolicy(mode, refuses ? 'breaks' : 'narrows'),
      'scope_eligible_alone',
      `${clientId} may always hold ${some(eligible)} at the server, and by the policy only while an elevation is active.`,
      'Have the client ask for it only then (ambit request), or make it standing.',
    );
}

function* alwaysFindings({ index, nowSeconds }: Subject, pair: ClientPair): Generator<PreflightFinding> {
  const { clientId, found, known, mode } = pair;
  const always = found.protocol?.always ?? [];
  if (known === null || always.length === 0) return;
  const outside = always.filter((scope) => !mayHold(index, known, known.standing, scope, nowSeconds));
  if (outside.length > 0)
    yield about(
      pair,
      byPolicy(mode, 'breaks'),
      'scope_always_given',
      `The server writes ${some(outside)} into every token of ${clientId}, asked for or not, and the policy doesn't allow it: each token has more than was decided, and is withheld.`,
      'Make it an optional client scope, or turn off that it is written into tokens (Keycloak: Include in token scope).',
    );
  const asked = always.filter((scope) => !outside.includes(scope));
  if (asked.length > 0)
    yield about(
      pair,
      'unknown',
      'scope_always_given_unasked',
      `The server writes ${some(asked)} into every token of ${clientId}: a token for which it wasn't asked for has more than was decided, and is withheld.`,
      'Have the client ask for it each time, or make it an optional client scope.',
    );
}

function* defaultFindings(pair: ClientPair): Generator<PreflightFinding> {
  const { clientId, found, known, mode } = pair;
  const own = known?.client.defaultScopes;
  if (own === undefined) return;
  const { always = [], silent = [] } = found.protocol ?? {};
  // What comes in any case is told of by itself.
  const defaults = found.defaultScopes?.filter((scope) => !always.includes(scope) && !silent.includes(scope)) ?? null;
  if (own === null) {
    const gets = defaults === null || defaults.length === 0 ? 'whatever the server gives then' : some(defaults);
    yield about(
      pair,
      defaults === null || defaults.length === 0 ? 'unknown' : byPolicy(mode, 'breaks'),
      'default_scopes_missing',
      `Where ${clientId} asks for no scope it gets ${gets} today, and the guard refuses such a request: the policy has no \`defaultScopes\` for it.`,
      'Set `defaultScopes`, or see to it that the client always says what it wants.',
    );
  } else {
    const less = defaults?.filter((scope) => !own.includes(scope)) ?? [];
    if (less.length > 0)
      yield about(
        pair,
        byPolicy(mode, 'narrows'),
        'default_scopes_fewer',
        `Where ${clientId} asks for no scope it gets ${some(less)} today, and by the policy ${own.length === 0 ? 'nothing' : some(own)} alone.`,
        'Add to `defaultScopes` what it needs, or have it ask.',
      );
  }
}
