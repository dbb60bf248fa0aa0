import type { ProxyRequest } from '../../gateway/index.ts';
import type { Answer } from './answer.ts';
import { checkPageHead } from './client-redirect.ts';
import type { GuardContext } from './guard-context.ts';

/** Breaks the server's answer off, for the guard has one of its own: what stands in the body of a redirect goes nowhere. */
class Replaced extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super('the answer is the guard’s own');
    this.answer = answer;
  }
}

/**
 * Passes a browser's request on and the answer back, unless it redirects to where the guard lets nobody go. What goes to a client is the
 * guard's to write.
 *
 * @throws IssuerGuardError `redirect_refused`, GatewayError
 */
export async function passPage(
  guard: GuardContext,
  request: Omit<ProxyRequest, 'onResponseHead'>,
): Promise<Answer | 'passed'> {
  let refusal: unknown = null;
  try {
    await guard.upstream.proxy({
      ...request,
      onResponseHead: async (head) => {
        try {
          const checked = await checkPageHead(guard, head);
          if ('body' in checked) throw new Replaced(checked);
          return checked;
        } catch (error) {
          refusal = error;
          throw error;
        }
      },
    });
    return 'passed';
  } catch (error) {
    if (refusal instanceof Replaced) return refusal.answer;
    // The gateway only sees an answer that it had to break off; why is known here.
    throw refusal ?? error;
  }
}
