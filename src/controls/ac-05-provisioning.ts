import { definitionsOf } from '../policy/index.ts';
import { issuedOf } from './entry-bodies.ts';
import { Exceptions } from './exceptions.ts';
import type { Activation, PeriodFacts } from './period-facts.ts';
import { secondsOf } from './period-facts.ts';
import type { Control } from './types.ts';

export const provisioning: Control = {
  id: 'AC-05',
  title: 'Provisioning',
  criteria: ['CC6.1', 'CC6.2'],
  statement:
    'Clients are registered, owned by somebody who is there, approved before their first use where they may hold a high or critical scope, and end when no longer needed.',
  nature: 'automated',
  frequency: 'each token',
  begin(facts) {
    const exceptions = new Exceptions();
    const clients = new Set<string>();
    return {
      take(entry) {
        if (entry.entry.kind !== 'token.issued') return;
        const issued = issuedOf(entry.entry);
        if (issued === null) return;
        clients.add(issued.clientId);
        for (const what of clientFaults(facts, issued.clientId, entry.entry.issuer, entry.entry))
          exceptions.add(`${issued.clientId} ${what}`, entry, { key: `${issued.clientId} ${what}` });
      },
      finish: () => ({ population: { size: clients.size, what: 'clients that a token was issued to' }, exceptions }),
    };
  },
};

function* clientFaults(
  facts: PeriodFacts,
  clientId: string,
  issuer: string | null,
  { digests, time }: { readonly digests: Readonly<Record<string, string>>; readonly time: string },
): Generator<string> {
  const digest = digests['policy'] ?? '';
  const policy = facts.sources.policyOf(digest)?.policy;
  const client = policy?.clients.find((one) => one.clientId === clientId && one.issuer === issuer);
  if (policy === undefined || client === undefined) return yield 'got a token and is not registered';
  if (client.owner === '') yield 'got a token and has no owner';
  else if (!policy.people.some(({ id }) => id === client.owner))
    yield `got a token, and its owner ${client.owner} is nobody that the policy knows any more`;
  if (secondsOf(time) >= secondsOf(client.expires)) yield `got a token after its end, ${client.expires}`;
  const activation = facts.activations.findLast((one) => one.digest === digest);
  if (activation !== undefined && lacksApproval(facts, activation, clientId))
    yield 'got a token, and no approval of it holds';
}

function lacksApproval(facts: PeriodFacts, activation: Activation, clientId: string): boolean {
  const proofs = facts.proofsOf(activation);
  if (proofs === null || activation.policy === null) return true;
  if (proofs.proven.has(`client:${clientId}`)) return false;
  const definition = definitionsOf(activation.policy.policy, activation.former).find(
    ({ kind, name }) => kind === 'client' && name === clientId,
  );
  return definition?.risk !== 'low';
}
