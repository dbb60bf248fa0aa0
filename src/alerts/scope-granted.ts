import { clientIdOf, elevatedAmong, itemsOf, membersOf, scopesOf, textOf } from './reading.ts';
import type { AlertRule } from './types.ts';
import { clientText, explainCommand, listed, showCommand } from './wording.ts';

/**
 * A token with a high or critical scope went to a client. Which scopes are so is what the policy says that the entry names.
 *
 * A refresh gives nothing new (RFC 6749 §6): the grant was alerted when it was given, with the scopes of its refresh token too, and an
 * alert every ten minutes for as long as somebody is signed in would bury the others. A refresh that gave more than was decided, which
 * only passes where a client is observed, is a grant like any other.
 */
export const scopeGranted: AlertRule = {
  type: 'scope.granted',
  kinds: ['token.issued'],
  find({ id, entry }, context) {
    const { body } = entry;
    const grantType = textOf(body['grantType']);
    if (grantType === 'refresh_token' && itemsOf(body['faults']).length === 0) return null;
    const scopes = scopesOf(itemsOf(body['tokens']).flatMap((token) => itemsOf(membersOf(token)['scopes'])));
    const elevated = elevatedAmong(scopes, entry, context);
    if (elevated === null) return null;
    const clientId = clientIdOf(body['clientId']);
    const unknown = elevated === 'unknown';
    const { scopes: named, severity } = unknown ? { scopes, severity: 'high' as const } : elevated;
    const grantId = textOf(body['grantId']);
    return {
      severity,
      clientId,
      scopes: named,
      title: unknown ? 'Scopes of unknown risk were granted' : `A ${severity} scope was granted`,
      what: `${clientText(clientId)} was given a token with ${listed(named)}${grantType === null ? '' : `, by ${grantType}`}.`,
      why: unknown
        ? 'The policy that decided it is not stored or cannot be read, so nobody can say that these scopes are harmless.'
        : `The policy calls ${named.length === 1 ? 'this scope' : 'these scopes'} ${severity}: who holds such a token can do what it empowers until the token ends or is revoked.`,
      whatToDo: unknown
        ? `Run ambit ledger verify, which says what was changed; ${showCommand(id)} has the entry.`
        : `Check that it was expected: ${showCommand(id)} has the entry, and ${explainCommand(clientId, named)} says what the scope empowers and who approved it. If it was not, revoke ${grantId === null ? 'the grant' : `the grant ${grantId}`} (POST /v1/tokens/revoke of the management API) and ask the owner of the client.`,
    };
  },
};
