import type { WarningRule } from './types.ts';

/** A quarter, half a year; for low scopes whatever the file may say. */
const LONGEST_DAYS = { low: 366, high: 183, critical: 92 } as const;

export const reviewIntervalLong: WarningRule = {
  id: 'review-interval-long',
  severity: 'warning',
  title: 'A high or critical scope is reviewed too seldom',
  why:
    'Between two reviews, whoever no longer needs a scope keeps it. ' +
    'What is critical is looked at each quarter at least, what is high twice a year: a sample of an auditor’s period then holds a review.',
  control: ['AC-09'],
  bad: `scopes:
  orders:refund:
    resourceServer: orders
    description: Pays money back for an order.
    why: What was out of stock has to be paid back.
    owner: p-1
    author: p-1
    risk: critical
    sensitivity: confidential
    maxTtlSeconds: 300
    reviewIntervalDays: 366  # found: 366
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    eligible: [orders:refund]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  good: `scopes:
  orders:refund:
    resourceServer: orders
    description: Pays money back for an order.
    why: What was out of stock has to be paid back.
    owner: p-1
    author: p-1
    risk: critical
    sensitivity: confidential
    maxTtlSeconds: 300
    reviewIntervalDays: 30
clients:
  warehouse:
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    eligible: [orders:refund]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find({ scopes }) {
    return scopes
      .filter(({ risk, reviewIntervalDays }) => reviewIntervalDays > LONGEST_DAYS[risk])
      .map(({ name, risk, reviewIntervalDays }) => ({
        definition: `scope:${name}`,
        path: ['scopes', name, 'reviewIntervalDays'],
        message: `${name} is ${risk} and is reviewed only every ${reviewIntervalDays} days`,
        help: `Say reviewIntervalDays: ${LONGEST_DAYS[risk]} or less.`,
      }));
  },
};
