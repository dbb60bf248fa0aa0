import type { WarningRule } from './types.ts';

export const restrictedDataLowRisk: WarningRule = {
  id: 'restricted-data-low-risk',
  severity: 'warning',
  title: 'A scope that reaches restricted data is called low',
  why:
    'Sensitivity says what would leak, and risk what is done against it: approval, alerts, shorter lives, stricter bounds. ' +
    'A low scope over restricted data has the first said and none of the second done.',
  control: ['AC-19', 'AC-01'],
  bad: `scopes:
  customers:birthday:read:
    resourceServer: orders
    description: Reads dates of birth of customers.
    why: Support verifies who is calling.
    owner: p-1
    author: p-1
    risk: low  # found: low
    sensitivity: restricted
    maxTtlSeconds: 600
    reviewIntervalDays: 90
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Shows support who is calling.
    grantTypes: [client_credentials]
    standing: [customers:birthday:read]
    maxTtlSeconds: 600
    expires: 2027-06-30T00:00:00Z
`,
  good: `scopes:
  customers:birthday:read:
    resourceServer: orders
    description: Reads dates of birth of customers.
    why: Support verifies who is calling.
    owner: p-1
    author: p-1
    risk: high
    sensitivity: restricted
    maxTtlSeconds: 600
    reviewIntervalDays: 90
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Shows support who is calling.
    grantTypes: [client_credentials]
    standing: [customers:birthday:read]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find({ scopes }) {
    return scopes
      .filter(({ risk, sensitivity }) => risk === 'low' && sensitivity === 'restricted')
      .map(({ name }) => ({
        definition: `scope:${name}`,
        path: ['scopes', name, 'risk'],
        message: `${name} reaches restricted data and is called low`,
        help: 'Call it high or critical, or say what it reaches by its true sensitivity.',
      }));
  },
};
