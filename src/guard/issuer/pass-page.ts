import type { ProxyRequest } from '../../gateway/index.ts';
import { checkPageHead } from './client-redirect.ts';
import type { GuardContext } from './guard-context.ts';

/**
 * Passes a browser's request on and the answer back, unless it redirects to where the guard lets nobody go.
 *
 * @throws IssuerGuardError `redirect_refused`, GatewayError
 */
export async function passPage(guard: GuardContext, request: Omit<ProxyRequest, 'onResponseHead'>): Promise<void> {
  let refusal: unknown = null;
  try {
    await guard.upstream.proxy({
      ...request,
      onResponseHead: async (head) => {
        try {
          return await checkPageHead(guard, head);
        } catch (error) {
          refusal = error;
          throw error;
        }
      },
    });
  } catch (error) {
    // The gateway only sees an answer that it had to break off; why is known here.
    throw refusal ?? error;
  }
}
