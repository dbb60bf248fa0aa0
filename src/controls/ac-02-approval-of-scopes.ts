import { POLICY_WRITER } from '../entries/index.ts';
import { Exceptions } from './exceptions.ts';
import { secondsOf } from './period-facts.ts';
import type { Control } from './types.ts';

/** Approvals are proven again, by the keys of the policy that was active before; what the entry says of them is only compared. */
export const approvalOfScopes: Control = {
  id: 'AC-02',
  title: 'Approval of scopes',
  criteria: ['CC8.1', 'CC6.1', 'CC6.3'],
  statement:
    'A scope and each change to it, a client and a person who gains power, is approved with proof by somebody who may and who is not its author, where its risk is high or critical, before it takes effect.',
  nature: 'automated',
  frequency: 'each activation of a policy',
  begin(facts) {
    const exceptions = new Exceptions();
    const notes: string[] = [];
    let size = 0;
    // Those from before the period, whose risks and keys count: each names the one before it, so that none can be left out.
    for (const [at, { digest, previous, bootstrap, reference, time }] of facts.activations.entries()) {
      const before = facts.activations[at - 1]?.digest ?? null;
      if (at === 0 ? !bootstrap : previous !== before)
        exceptions.addAt(
          `${digest} was activated before the period, and what was active before it is not known`,
          time,
          [reference],
        );
    }
    return {
      take(entry) {
        if (entry.entry.kind !== 'policy.activated') return;
        size++;
        if (entry.entry.writer !== POLICY_WRITER) {
          exceptions.add(`activates a policy, which ${entry.entry.writer} may not: it did not become active`, entry);
          return;
        }
        const activation = facts.active;
        const before = facts.activations.at(-2) ?? null;
        const { body, time } = entry.entry;
        if (activation === null) return;
        const previous = body['previous'] ?? null;
        if (previous !== (before?.digest ?? null))
          exceptions.add(
            before === null
              ? `names ${String(previous)} as the policy before it, and none is known to have been active`
              : `names ${String(previous)} as the policy before it, and ${before.digest} was active`,
            entry,
          );
        if (activation.bootstrap && before !== null)
          exceptions.add('is marked as the first policy of all, and another was active', entry);
        // Who may approve what is a policy's own matter, and its approvals name its environment alone.
        const meant = activation.policy?.policy.environment;
        if (meant !== undefined && meant !== entry.entry.environment)
          exceptions.add(`is a policy for ${meant}, with the approvals that were given there`, entry);
        const proofs = facts.proofsOf(activation);
        if (proofs === null) {
          exceptions.add(
            'its approvals can not be proven: a policy that it takes is not there or of an unknown form',
            entry,
          );
          return;
        }
        if (activation.bootstrap)
          notes.push(
            `Entry ${entry.index} activates the first policy of all, whose approvals are proven by its own keys.`,
          );
        for (const { kind, name, needed, why } of proofs.lacking)
          if (needed) exceptions.add(`${kind} ${name} took effect without an approval that holds: ${why}`, entry);
        let count = 0;
        for (const [definition, held] of proofs.proven) {
          count += held.length;
          if (held.every((approval) => secondsOf(approval.time) > secondsOf(time)))
            exceptions.add(`${definition.replace(':', ' ')} was approved after it took effect`, entry);
        }
        if (body['approvalCount'] !== count)
          exceptions.add(`says that ${String(body['approvalCount'])} approvals were proven, and ${count} are`, entry);
      },
      finish: () => ({ population: { size, what: 'activations of a policy' }, exceptions, notes }),
    };
  },
};
