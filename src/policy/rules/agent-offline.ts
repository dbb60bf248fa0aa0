import { nameOfClient } from '../client-reading.ts';
import { givesOffline, heldBy, isAgent, partOfClient, partOfHeld } from './reading.ts';
import type { WarningRule } from './types.ts';

export const agentOffline: WarningRule = {
  id: 'agent-offline',
  severity: 'warning',
  title: 'An AI agent can act while nobody is there',
  why:
    'With a refresh token an agent goes on after the person for whom it acts has left, changed their mind or closed the task: a yes to one task becomes one for whatever comes. ' +
    'Whoever takes the agent over, or writes what it reads, has as long. ' +
    'An agent that asks anew for each task is seen each time, and can be refused.',
  control: ['AC-21', 'AC-10'],
  bad: `clients:
  helper:
    kind: agent
    owner: p-1
    author: p-1
    purpose: Answers questions about orders by itself.
    grantTypes: [authorization_code, refresh_token]  # found: refresh_token
    redirectUris: [https://helper.shop.example/callback]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  good: `clients:
  helper:
    kind: agent
    owner: p-1
    author: p-1
    purpose: Answers questions about orders by itself.
    grantTypes: [authorization_code]
    redirectUris: [https://helper.shop.example/callback]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  find(policy) {
    return policy.clients.filter(isAgent).flatMap((client) => {
      const offline = heldBy(client).filter((name) => givesOffline(policy, name));
      return [
        ...client.grantTypes
          .filter((grantType) => grantType === 'refresh_token')
          .map((grantType) => ({
            ...partOfClient(client, 'grantTypes', grantType),
            message: `${nameOfClient(client)} is an agent and may refresh its tokens without the person`,
            help: 'Take refresh_token away, and let it ask for each task.',
          })),
        ...offline.map((name) => ({
          ...partOfHeld(client, name),
          message: `${nameOfClient(client)} is an agent and may act while the person is away, by ${name}`,
          help: 'Take the scope away, and let it ask for each task.',
        })),
      ];
    });
  },
};
