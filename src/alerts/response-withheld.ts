import { clientIdOf, elevatedAmong, itemsOf, membersOf, scopesOf } from './reading.ts';
import type { AlertRule } from './types.ts';
import { clientText, listed, showCommand } from './wording.ts';

const FAULT = /^[a-z_]{1,64}$/;
const REVOKED_MEANWHILE = 'grant_revoked';

/**
 * A token response was withheld, whatever its scopes: an authorization server that gives something else than was decided is not as it
 * was set up. Critical where the token carried a critical scope, or could not be read, for then nobody knows what it carried.
 */
export const responseWithheld: AlertRule = {
  type: 'response.withheld',
  kinds: ['token.withheld'],
  find({ id, entry }, context) {
    const { body } = entry;
    const clientId = clientIdOf(body['clientId']);
    const scopes = scopesOf(itemsOf(body['tokens']).flatMap((token) => itemsOf(membersOf(token)['scopes'])));
    const faults = itemsOf(body['faults']).filter(
      (fault): fault is string => typeof fault === 'string' && FAULT.test(fault),
    );
    const elevated = elevatedAmong(scopes, entry, context);
    const unreadable =
      elevated === 'unknown' || faults.includes('access_token_unreadable') || faults.includes('response_unreadable');
    const meanwhile = faults.length === 1 && faults[0] === REVOKED_MEANWHILE;
    return {
      severity: unreadable || elevated?.severity === 'critical' ? 'critical' : 'high',
      clientId,
      scopes,
      title: 'A token response was withheld',
      what: `${clientText(clientId)} was kept from a token response (${faults.length === 0 ? 'the entry does not say why' : listed(faults)})${
        scopes.length === 0 ? '' : ` whose tokens carried ${listed(scopes)}`
      }. Nobody received it, and the tokens were taken back.`,
      why: meanwhile
        ? 'The grant was revoked while the token was being made: what was taken back did not come into being all the same.'
        : 'The authorization server granted something else than was decided. Whatever does not pass through the guard gets what the server grants.',
      whatToDo: meanwhile
        ? `Nothing, if the revocation was meant. ${showCommand(id)} has the entry.`
        : `Compare the client's settings at the authorization server with the policy, and mend what is broader there. ${showCommand(id)} has the entry, with what each token carried.`,
    };
  },
};
