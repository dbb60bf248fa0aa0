import type { EntryKind } from '../entries/index.ts';
import { elevationTaken } from './elevation-taken.ts';
import { issuerHandedBack } from './issuer-handed-back.ts';
import { ledgerRestored } from './ledger-restored.ts';
import { logUnwitnessed } from './log-unwitnessed.ts';
import { policyRefused } from './policy-refused.ts';
import { recoveryOpened } from './recovery-opened.ts';
import { responseWithheld } from './response-withheld.ts';
import { scopeGranted } from './scope-granted.ts';
import { scopeRefused } from './scope-refused.ts';
import type { Alert, AlertContext, AlertingEntry, AlertRule, AlertType } from './types.ts';

export { type Receiver, receiversOf } from './receivers.ts';
export {
  type Alert,
  type AlertContext,
  type AlertingEntry,
  type AlertType,
  SEVERITIES,
  type Severity,
} from './types.ts';

/** Every reason to alert. */
const rules: readonly AlertRule[] = [
  scopeGranted,
  scopeRefused,
  responseWithheld,
  policyRefused,
  recoveryOpened,
  elevationTaken,
  logUnwitnessed,
  ledgerRestored,
  issuerHandedBack,
];

const ruleOf: ReadonlyMap<string, AlertRule> = new Map(rules.flatMap((rule) => rule.kinds.map((kind) => [kind, rule])));

/** Every type of alert. */
export const ALERT_TYPES: readonly AlertType[] = rules.map(({ type }) => type);

/** Kinds of entries that can be a reason to alert; no other is. */
export const ALERT_KINDS: readonly EntryKind[] = rules.flatMap(({ kinds }) => kinds);

/**
 * The alert of an entry; null where it is none. It depends on the entry and the policy that it names alone, so that whoever has both
 * says the same: the process that sends it, the console that shows it, the auditor who asks which alerts there should have been.
 *
 * Never throws, whatever a well-formed entry's body says.
 *
 * @example
 * const alert = alertOf(logged, { policyOf: (digest) => policies.get(digest) ?? null });
 */
export function alertOf(logged: AlertingEntry, context: AlertContext): Alert | null {
  const { index, id, entry } = logged;
  const rule = ruleOf.get(entry.kind);
  const found = rule?.find(logged, context) ?? null;
  if (rule === undefined || found === null) return null;
  return {
    id,
    type: rule.type,
    ...found,
    entry: { index, id },
    time: entry.time,
    issuer: entry.issuer,
    subject: entry.subject,
  };
}
