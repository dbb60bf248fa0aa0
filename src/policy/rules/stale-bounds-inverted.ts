import type { WarningRule } from './types.ts';

export const staleBoundsInverted: WarningRule = {
  id: 'stale-bounds-inverted',
  severity: 'warning',
  title: 'Risky calls may wait longer for revocations than others',
  why:
    'The bound for high and critical scopes is there to be the stricter one. ' +
    'Where the other is shorter, a feed that falls silent stops what is harmless and lets pass what is not.',
  control: ['AC-06', 'AC-04'],
  bad: `limits:
  maxStaleSeconds: 2
  maxStaleHighRiskSeconds: 5  # found: 5
`,
  badByDefault: `limits:  # found: limits
  maxStaleSeconds: 0.5
`,
  good: `limits:
  maxStaleSeconds: 5
  maxStaleHighRiskSeconds: 2
`,
  find({ limits: { maxStaleSeconds, maxStaleHighRiskSeconds } }) {
    if (maxStaleHighRiskSeconds <= maxStaleSeconds) return [];
    return [
      {
        definition: 'limits',
        path: ['limits', 'maxStaleHighRiskSeconds'],
        message: `calls that need a high or critical scope pass for ${maxStaleHighRiskSeconds} s of silence, others for ${maxStaleSeconds} s`,
        help: `Say maxStaleHighRiskSeconds: ${maxStaleSeconds} or less.`,
      },
    ];
  },
};
