import { POLICY_WRITER } from '../entries/index.ts';
import { readEntries, readWaiting } from '../ledger/index.ts';
import type { Policy } from '../policy/index.ts';
import type { Store } from '../store/index.ts';
import type { Whom } from './types.ts';

/**
 * Somebody by all that the ledger calls them: the person ids and pseudonyms that the policy and the sessions of the console tie together.
 * Whoever asks for one of them means the person.
 *
 * @param policy whose console maps the claim `sub` to persons; null where none is active
 */
export async function whomOf(
  store: Store,
  given: string,
  { policy, pseudonymOf }: { readonly policy: Policy | null; readonly pseudonymOf: (subject: string) => string },
): Promise<Whom> {
  const pairs: (readonly [person: string, subject: string])[] = [];
  for (const { mappings } of policy?.console?.roles ?? [])
    for (const { claim, value, person } of mappings)
      if (claim === 'sub' && person !== null) pairs.push([person, pseudonymOf(value)]);
  const take = (subject: string | null, person: unknown): void => {
    if (subject !== null && typeof person === 'string') pairs.push([person, subject]);
  };
  for (const { kind, subject, body } of await readWaiting(store, POLICY_WRITER))
    if (kind === 'session.opened') take(subject, body['person']);
  for await (const { entry } of readEntries(store, { from: 0, kinds: ['session.opened'] }))
    take(entry.subject, entry.body['person']);
  const known = new Set([given]);
  for (let before = 0; before !== known.size; ) {
    before = known.size;
    for (const [person, subject] of pairs) if (known.has(person) || known.has(subject)) known.add(person).add(subject);
  }
  const names = [...known].sort();
  return {
    persons: names.filter((name) => !isPseudonym(name)),
    subjects: names.filter(isPseudonym),
  };
}

/** Whether it has the form of a subject's pseudonym. */
export function isPseudonym(name: string): boolean {
  return /^sub:[A-Za-z0-9_-]{22}$/.test(name);
}
