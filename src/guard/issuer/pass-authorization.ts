import type { EntryId } from '../../ledger/index.ts';
import { endpointPath } from '../../oauth/index.ts';
import type { Answer } from './answer.ts';
import { appendObserved } from './append-observed.ts';
import type { Exchange } from './exchange.ts';
import { type GuardContext, unavailable } from './guard-context.ts';
import { IssuerGuardError } from './guard-error.ts';
import { notIssuedDraft } from './issued-tokens.ts';
import { passPage } from './pass-page.ts';

/** The request goes on as a query: nothing of the form that the browser posted goes with it. */
const WITHOUT: ReadonlySet<string> = new Set(['authorization', 'content-type', 'content-length']);

/**
 * Passes a decided authorization request on. Where the server gives no answer the decision is closed, and the client told so, for it
 * can come again where the person can't (RFC 6749 §4.1.2.1).
 *
 * @param query written by the guard.
 * @throws OAuthError `temporarily_unavailable`, IssuerGuardError `redirect_refused`
 */
export async function passAuthorization(
  guard: GuardContext,
  { head, request, response }: Exchange,
  query: string,
  {
    enforced,
    ...about
  }: { readonly clientId: string; readonly decision: EntryId; readonly operation: string; readonly enforced: boolean },
): Promise<Answer | 'passed'> {
  try {
    const { endpoints } = await guard.authorizationServer.metadata();
    return await passPage(guard, {
      head: { ...head, method: 'GET', hasBody: false },
      request,
      response,
      target: `${endpointPath(endpoints.authorization)}?${query}`,
      without: WITHOUT,
    });
  } catch (cause) {
    if (response.headersSent || (cause instanceof IssuerGuardError && cause.code === 'redirect_refused')) throw cause;
    guard.onFault(cause);
    const draft = notIssuedDraft(guard, {
      ...about,
      grantId: null,
      outcome: 'unknown',
      error: response.destroyed ? 'undelivered' : 'server_unavailable',
    });
    const appended = enforced ? guard.writer.append({ drafts: [draft] }) : appendObserved(guard, { drafts: [draft] });
    await appended.catch(guard.onFault);
    throw unavailable('the authorization server does not answer', cause);
  }
}
