import { randomUUID } from 'node:crypto';
import type { GuardContext } from './guard-context.ts';
import { notAvailable, type Refusal } from './refusal.ts';
import { type Use, useDraft } from './use.ts';

const LEDGER_AWAY = notAvailable('the use can not be recorded now');

/**
 * Records a use that is to pass, before it does: durably where it needs a high or critical scope or an elevation, and the token's first one;
 * counted otherwise. Returns a refusal where that can't be done, null where it is.
 *
 * Where the policy only observes the client, an outage of the ledger refuses nothing.
 */
export async function recordUse(guard: GuardContext, use: Use): Promise<Refusal | null> {
  const { decision, known } = use;
  try {
    if (decision.risk !== 'low' || decision.elevation !== undefined) {
      await append(guard, use);
      known.firstUse = 'recorded';
      return null;
    }
    if (known.firstUse === null) {
      known.firstUse = append(guard, use);
      await known.firstUse;
      known.firstUse = 'recorded';
      return null;
    }
    if (known.firstUse !== 'recorded') await known.firstUse;
  } catch (error) {
    if (known.firstUse !== 'recorded') known.firstUse = null;
    guard.onFault(error);
    if (decision.mode === 'enforce') return LEDGER_AWAY;
  }
  return guard.uses.count(use) || decision.mode === 'observe' ? null : LEDGER_AWAY;
}

async function append({ writer, pseudonymOf }: GuardContext, use: Use): Promise<void> {
  const subject = use.token.subject === null ? null : pseudonymOf(use.token.subject);
  await writer.append({ drafts: [useDraft('token.used', use, randomUUID(), subject)] });
}

/** Records a use that doesn't pass. It is refused whether there is room to count it or not. */
export function recordRefusedUse(guard: GuardContext, use: Use): void {
  if (!guard.uses.count(use)) guard.strangers.count(use.api, 'other');
  // Somebody went round the issuer guard: that is not to wait for the next summary.
  if (use.decision.reason === 'token_unrecorded') guard.uses.flushSoon();
}
