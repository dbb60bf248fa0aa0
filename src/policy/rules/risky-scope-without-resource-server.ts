import type { WarningRule } from './types.ts';

export const riskyScopeWithoutResourceServer: WarningRule = {
  id: 'risky-scope-without-resource-server',
  severity: 'warning',
  title: 'A high or critical scope belongs to no resource server',
  why:
    'An access token should be for one resource server and say so by its audience (RFC 9700 §2.3, RFC 8707 §2). ' +
    'A scope without one has no audience to be held to: whichever API receives the token can pass it on and use it elsewhere.',
  control: ['AC-03', 'AC-04'],
  bad: `scopes:
  reports:export:
    resourceServer: null  # found: null
    description: Reads every report in one file.
    why: The archive takes them once a year.
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
    standing: [reports:export]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  badByDefault: `scopes:
  reports:export:  # found: reports:export
    description: Reads every report in one file.
    why: The archive takes them once a year.
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
    standing: [reports:export]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  good: `scopes:
  reports:export:
    resourceServer: orders
    description: Reads every report in one file.
    why: The archive takes them once a year.
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
    standing: [reports:export]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find({ scopes }) {
    return scopes
      .filter(({ risk, resourceServer }) => risk !== 'low' && resourceServer === null)
      .map(({ name, risk }) => ({
        definition: `scope:${name}`,
        path: ['scopes', name, 'resourceServer'],
        message: `${name} is ${risk} and belongs to no resource server, so its tokens have no audience`,
        help: 'Name the resource server at which it empowers.',
      }));
  },
};
