import { nameOfClient } from '../client-reading.ts';
import { partOfClient } from './reading.ts';
import type { WarningRule } from './types.ts';

const PLACEHOLDER = /^\W*(todo|tbd|fixme|to be (done|defined|decided)|n\/a|not applicable|placeholder|lorem ipsum)\b/i;

/** Without what makes no difference to what is said. */
const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Whether a text stands in for a reason: by a word for that, without any word, or by what is said beside it already. */
function saysNothing(text: string, ...said: readonly string[]): boolean {
  return PLACEHOLDER.test(text) || ['', ...said].some((one) => wordsOf(one) === wordsOf(text));
}

export const whySaysNothing: WarningRule = {
  id: 'why-says-nothing',
  severity: 'warning',
  title: 'A reason repeats the description or stands in for one',
  why:
    'Why a scope exists is what a reviewer compares with what it is used for, and what an approver signs. ' +
    'A description said twice, or a word such as TODO, passes every check of form and answers nobody.',
  control: ['AC-01', 'AC-09'],
  bad: `scopes:
  orders:export:
    resourceServer: orders
    description: Exports all orders.
    why: Exports all orders  # found: Exports
    owner: p-1
    author: p-1
    risk: high
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    eligible: [orders:export]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  good: `scopes:
  orders:export:
    resourceServer: orders
    description: Exports all orders.
    why: The archive takes last year’s orders each January.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    eligible: [orders:export]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find({ scopes, clients, waivers = [] }) {
    return [
      ...scopes
        .filter(({ name, why, description }) => saysNothing(why, description, name))
        .map(({ name }) => ({
          definition: `scope:${name}` as const,
          path: ['scopes', name, 'why'],
          message: `the why of ${name} does not say why it exists`,
          help: 'Say who needs it for what, so that somebody can tell when nobody does any more.',
        })),
      ...clients
        .filter((client) => saysNothing(client.purpose, nameOfClient(client)))
        .map((client) => ({
          ...partOfClient(client, 'purpose'),
          message: `the purpose of ${nameOfClient(client)} does not say what it is for`,
          help: 'Say what it does for whom, so that somebody can tell when it is no longer needed.',
        })),
      ...waivers
        .filter(({ id, rule, reason }) => saysNothing(reason, id, rule))
        .map(({ id }) => ({
          definition: `waiver:${id}` as const,
          path: ['waivers', id, 'reason'],
          message: `the reason of ${id} does not say why that is right for now`,
          help: 'Say what has to happen first, so that somebody can tell when it has.',
        })),
    ];
  },
};
