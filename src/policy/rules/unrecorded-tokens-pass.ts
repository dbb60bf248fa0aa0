import type { WarningRule } from './types.ts';

export const unrecordedTokensPass: WarningRule = {
  id: 'unrecorded-tokens-pass',
  severity: 'warning',
  title: 'Tokens that nobody decided on are let through',
  why:
    'A valid token without a birth in the ledger came round the guard: by another address of the authorization server, by its administrator, or with a stolen signing key. ' +
    'With record it is used all the same, and the refusals at the issuer protect nothing.',
  control: ['AC-04'],
  bad: `limits:
  unrecordedTokens: record  # found: record
`,
  good: `limits:
  unrecordedTokens: refuse
`,
  find({ limits }) {
    if (limits.unrecordedTokens === 'refuse') return [];
    return [
      {
        definition: 'limits',
        path: ['limits', 'unrecordedTokens'],
        message: 'a token that has no birth in the ledger is used all the same',
        help: 'Say unrecordedTokens: refuse once every issuer is behind a guard.',
      },
    ];
  },
};
