import { nameOfClient } from '../client-reading.ts';
import { daysUntil, partOfClient } from './reading.ts';
import type { WarningRule } from './types.ts';

/** A quarter: long enough to see the jobs that run once a month, thrice. */
const LONGEST_DAYS = 92;

export const observeWithoutEnd: WarningRule = {
  id: 'observe-without-end',
  severity: 'warning',
  title: 'Observing has no end in sight',
  why:
    'In observe nothing is refused for the policy’s sake: every scope that the authorization server gives is given. ' +
    'It is for the weeks in which one learns what clients really ask for, and what has no end stays. ' +
    'An issuer that observes does so for each client that says nothing else, and for those that the policy doesn’t know.',
  control: ['AC-04', 'AC-03'],
  bad: `clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2028-06-30T00:00:00Z
    mode: observe  # found: observe
`,
  badByDefault: `issuers:
  https://partner.example:
    level: guarded
    mode: observe  # found: observe
clients:
  warehouse:  # found: warehouse
    issuer: https://partner.example
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2028-06-30T00:00:00Z
`,
  good: `clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    maxTtlSeconds: 600
    expires: 2027-02-28T00:00:00Z
    mode: observe
`,
  find({ issuers, clients }, { time }) {
    return [
      ...issuers
        .filter(({ mode }) => mode === 'observe')
        .map(({ issuer }) => ({
          definition: `issuer:${issuer}` as const,
          path: ['issuers', issuer, 'mode'],
          message: `${issuer} only observes: clients that the policy does not know get whatever they ask for`,
          help: 'Let the issuer enforce, and observe single clients that end soon.',
        })),
      ...clients
        .filter(({ mode, expires }) => mode === 'observe' && daysUntil(expires, time) > LONGEST_DAYS)
        .map((client) => ({
          ...partOfClient(client, 'mode'),
          message: `${nameOfClient(client)} is only observed until it ends on ${client.expires.slice(0, 10)}`,
          help: `Let it enforce, or end within ${LONGEST_DAYS} days.`,
        })),
    ];
  },
};
