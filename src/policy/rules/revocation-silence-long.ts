import type { WarningRule } from './types.ts';

/** Two minutes is a restart of the ledger with its database; what is high or critical waits no longer than a person would. */
const BOUNDS = [
  { field: 'maxStaleSeconds', longest: 120, calls: 'calls' },
  { field: 'maxStaleHighRiskSeconds', longest: 5, calls: 'calls that need a high or critical scope' },
] as const;

export const revocationSilenceLong: WarningRule = {
  id: 'revocation-silence-long',
  severity: 'warning',
  title: 'A revoked token may be used long after',
  why:
    'While the feed of revocations is silent, a guard can’t know what was revoked, and goes on for as long as these bounds say. ' +
    'RFC 7009 §2.1 knows of a delay until every server has heard, and wants it as short as can be; the shorter, the less a stolen token is worth. ' +
    'Whoever can hold the feed up chooses the moment.',
  control: ['AC-06', 'AC-10'],
  bad: `limits:
  maxStaleSeconds: 3600  # found: 3600
`,
  good: `limits:
  maxStaleSeconds: 60
`,
  find({ limits }) {
    return BOUNDS.filter(({ field, longest }) => limits[field] > longest).map(({ field, longest, calls }) => ({
      definition: 'limits',
      path: ['limits', field],
      message: `${calls} pass for ${limits[field]} s in which nobody hears of revocations`,
      help: `Say ${field}: ${longest} or less.`,
    }));
  },
};
