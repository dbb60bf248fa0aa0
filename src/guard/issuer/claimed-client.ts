import { indexOf } from '../../decision/index.ts';
import type { RequestHead } from '../../gateway/index.ts';
import {
  type ClaimedClient,
  clientOfAssertion,
  identifyClient,
  type Parameters,
  unknownClient,
} from '../../oauth/index.ts';
import type { Client, IdentifiedPolicy } from '../../policy/index.ts';
import type { Exchange } from './exchange.ts';
import type { GuardContext } from './guard-context.ts';
import { limitClient } from './limited-client.ts';

/**
 * Which client a request claims to be, if the policy knows it. One it doesn't know gets the answer that wrong credentials get,
 * and is only counted: strangers can't fill the ledger. Where the issuer is observed, unknown clients pass on to the decision.
 *
 * @throws OAuthError `invalid_client`, `invalid_request`; `temporarily_unavailable` with status 429
 */
export function claimedClientOf(
  guard: GuardContext,
  policy: IdentifiedPolicy,
  exchange: Exchange,
  form: Parameters,
  endpoint: string,
): { readonly claimed: ClaimedClient; readonly client: Client | null } {
  const claimed = identifyClient(exchange.head.headers.get('authorization') ?? null, form);
  const index = indexOf(policy);
  const client = index.clients.get(guard.issuer)?.get(claimed.clientId)?.client ?? null;
  if (client === null && index.issuers.get(guard.issuer)?.mode !== 'observe') {
    guard.strangers.count(endpoint, 'client_unknown');
    throw unknownClient(claimed.method === 'client_secret_basic');
  }
  limitClient(guard, claimed.clientId, claimed, endpoint, exchange.response);
  return { claimed, client };
}

/**
 * The form of a request that names no client, with the one that its assertion is for (RFC 7523 §2.1 leaves client authentication out
 * where a policy wants none). The server is told so by name: it might know none, or another.
 *
 * @throws OAuthError `invalid_grant`: the assertion can't be read
 */
export function withAssertedClient(head: RequestHead, form: Parameters): Parameters {
  const names = ['client_id', 'client_secret', 'client_assertion', 'client_assertion_type'];
  if (head.headers.has('authorization') || names.some((name) => form.has(name))) return form;
  const clientId = clientOfAssertion(form);
  return clientId === null ? form : new Map([...form, ['client_id', [clientId]]]);
}
