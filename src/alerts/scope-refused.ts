import type { Entry } from '../entries/index.ts';
import type { Json } from '../proof/index.ts';
import { clientIdOf, elevatedAmong, itemsOf, membersOf, scopesOf, textOf } from './reading.ts';
import type { AlertRule, Severity } from './types.ts';
import { clientText, explainCommand, listed, showCommand } from './wording.ts';

/** Refusals of a use that are about its scopes; that a token has ended is everyday life and says nothing of them. */
const SCOPE_REASONS: ReadonlySet<string | null> = new Set(['scope_insufficient', 'scope_out_of_policy']);

/**
 * A high or critical scope was refused: to a request that was refused or narrowed, or to a call that needs one. What is only observed
 * is refused nothing.
 */
export const scopeRefused: AlertRule = {
  type: 'scope.refused',
  kinds: ['decision.made', 'token.use_refused'],
  find({ id, entry }, context) {
    const decision = membersOf(entry.body['decision']);
    if (decision['mode'] !== 'enforce' || decision['outcome'] === 'permit') return null;
    const isUse = entry.kind === 'token.use_refused';
    const reason = textOf(decision['reason']);
    if (isUse && !SCOPE_REASONS.has(reason)) return null;
    const scopes = scopesOf(refusedScopes(entry, decision));
    const elevated = elevatedAmong(scopes, entry, context);
    const severity = elevated === 'unknown' ? severityOf(decision['risk']) : (elevated?.severity ?? null);
    if (severity === null) return null;
    const named = elevated === 'unknown' || elevated === null ? scopes : elevated.scopes;
    const request = membersOf(entry.body['request']);
    const clientId = clientIdOf(request['clientId']);
    const why = reasonOf(named[0], decision) ?? reason;
    return {
      severity,
      clientId,
      scopes: named,
      title: isUse ? `A call that needs a ${severity} scope was refused` : `A ${severity} scope was refused`,
      what: `${clientText(clientId)} ${isUse ? calledText(entry) : 'asked for'} ${listed(named)} and was ${
        decision['outcome'] === 'narrow' ? 'given less' : 'refused'
      }${why === null ? '' : ` (${why})`}.`,
      why: 'Nothing was given. But somebody tried: a client that is set up wrong, one that needs more than was approved, or a stolen credential that is being tried out.',
      whatToDo: `Ask the owner of the client whether it was meant. If it was, the policy needs the scope and its approval first: ${explainCommand(clientId, named)} says what is missing. If nobody knows of it, change the credentials of the client. ${showCommand(id)} has the entry.`,
    };
  },
};

/** What was asked for and not given, or what a refused call needed. */
function refusedScopes({ kind, body }: Entry, decision: { readonly [name: string]: Json }): readonly Json[] {
  const request = membersOf(body['request']);
  if (kind === 'token.use_refused') return itemsOf(request['required']).flatMap(itemsOf);
  const withheld = itemsOf(decision['withheld']).flatMap((one) => membersOf(one)['scope'] ?? []);
  if (decision['outcome'] === 'narrow') return withheld;
  const prior = membersOf(membersOf(body['facts'])['priorGrant']);
  return [...withheld, ...itemsOf(request['scopes'] ?? prior['scopes'])];
}

/** Why this scope was withheld, which says more than why the whole was refused. */
function reasonOf(scope: string | undefined, decision: { readonly [name: string]: Json }): string | null {
  const withheld = itemsOf(decision['withheld']).map(membersOf);
  return textOf(withheld.find((one) => one['scope'] === scope)?.['reason']);
}

function calledText({ body }: Entry): string {
  const count = body['count'];
  const times = typeof count === 'number' && count > 1 ? ` ${count} times` : '';
  return `called an operation${times} that needs`;
}

function severityOf(risk: Json | undefined): Severity | null {
  return risk === 'high' || risk === 'critical' ? risk : null;
}
