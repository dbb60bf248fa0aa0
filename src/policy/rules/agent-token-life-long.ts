import { nameOfClient } from '../client-reading.ts';
import { heldBy, isAgent, partOfClient, shortestLived, withIncluded } from './reading.ts';
import type { WarningRule } from './types.ts';

const LONGEST_SECONDS = 900;

/** By the longest-lived of its scopes and what they include: a token with that alone lives as long as both it and the client allow. */
export const agentTokenLifeLong: WarningRule = {
  id: 'agent-token-life-long',
  severity: 'warning',
  title: 'An AI agent’s tokens live longer than a quarter of an hour',
  why:
    'An agent makes more calls in minutes than a person in a day, and what leads one astray is noticed afterwards. ' +
    'A token that is over in minutes bounds what is done before the policy, or a person, is asked again. ' +
    'RFC 6750 §5.3 recommends an hour at most for any client; for software that decides by itself that is long.',
  control: ['AC-21', 'AC-10'],
  bad: `scopes:
  orders:list:
    resourceServer: orders
    description: Lists the orders of a day.
    why: Questions are mostly about today.
    owner: p-1
    author: p-1
    risk: low
    sensitivity: internal
    maxTtlSeconds: 3600
    reviewIntervalDays: 90
clients:
  helper:
    kind: agent
    owner: p-1
    author: p-1
    purpose: Answers questions about orders by itself.
    grantTypes: [client_credentials]
    standing: [orders:list]
    maxTtlSeconds: 3600  # found: 3600
    expires: 2027-06-30T00:00:00Z
`,
  good: `scopes:
  orders:list:
    resourceServer: orders
    description: Lists the orders of a day.
    why: Questions are mostly about today.
    owner: p-1
    author: p-1
    risk: low
    sensitivity: internal
    maxTtlSeconds: 3600
    reviewIntervalDays: 90
clients:
  helper:
    kind: agent
    owner: p-1
    author: p-1
    purpose: Answers questions about orders by itself.
    grantTypes: [client_credentials]
    standing: [orders:list]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    return policy.clients.filter(isAgent).flatMap((client) => {
      const lives = heldBy(client)
        .flatMap((name) => withIncluded(policy, name))
        .flatMap((name) => shortestLived(policy, name)?.maxTtlSeconds ?? []);
      const longest = Math.min(client.maxTtlSeconds, Math.max(0, ...lives));
      if (longest <= LONGEST_SECONDS) return [];
      return {
        ...partOfClient(client, 'maxTtlSeconds'),
        message: `${nameOfClient(client)} is an agent, and its tokens may live ${longest} s`,
        help: `Say maxTtlSeconds: ${LONGEST_SECONDS} or less.`,
      };
    });
  },
};
