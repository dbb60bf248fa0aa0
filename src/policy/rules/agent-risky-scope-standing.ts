import { nameOfClient } from '../client-reading.ts';
import { isAgent, partOfClient, riskOf } from './reading.ts';
import type { WarningRule } from './types.ts';

/** What is critical is nobody's to hold always: `standing-scope-critical` says that of agents, too. */
export const agentRiskyScopeStanding: WarningRule = {
  id: 'agent-risky-scope-standing',
  severity: 'warning',
  title: 'An AI agent always holds a high scope',
  why:
    'An agent decides by itself what to call, and whatever it reads can tell it to: in 2025 researchers had an agent read private repositories and publish what was in them, by a text in an issue that it was asked to look at (GitHub’s MCP server). ' +
    'Nothing in a token shows whose wish a call was. ' +
    'What an agent always holds, any text that reaches it can use; an eligible scope it holds for one task, with a reason and somebody’s yes.',
  control: ['AC-21', 'AC-07'],
  bad: `scopes:
  orders:write:
    resourceServer: orders
    description: Changes the state of orders.
    why: The warehouse marks orders as sent.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
clients:
  helper:
    kind: agent
    owner: p-1
    author: p-1
    purpose: Answers questions about orders by itself.
    grantTypes: [client_credentials]
    standing: [orders:read, orders:write]  # found: orders:write
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  good: `scopes:
  orders:write:
    resourceServer: orders
    description: Changes the state of orders.
    why: The warehouse marks orders as sent.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: internal
    maxTtlSeconds: 600
    reviewIntervalDays: 90
clients:
  helper:
    kind: agent
    owner: p-1
    author: p-1
    purpose: Answers questions about orders by itself.
    grantTypes: [client_credentials]
    standing: [orders:read]
    eligible: [orders:write]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    return policy.clients.filter(isAgent).flatMap((client) =>
      client.standing
        .filter((name) => riskOf(policy, name) === 'high')
        .map((name) => ({
          ...partOfClient(client, 'standing', name),
          message: `${nameOfClient(client)} is an agent and always holds ${name}, which is high`,
          help: 'Move it to eligible, so that it is held for one task at a time.',
        })),
    );
  },
};
