import { z } from 'zod';

export const limits = z
  .strictObject({
    maxStaleSeconds: z
      .number()
      .min(0)
      .max(3600)
      .default(30)
      .describe('Longest silence of the revocation feed before calls are refused, in seconds.'),
    maxStaleHighRiskSeconds: z
      .number()
      .min(0)
      .max(60)
      .default(1)
      .describe('The same for calls that need a high or critical scope.'),
    maxSequencingLagSeconds: z
      .number()
      .min(0.1)
      .max(60)
      .default(2)
      .describe('Longest time that entries wait to be sequenced before issuing stops, in seconds.'),
    unrecordedTokens: z
      .enum(['refuse', 'record'])
      .default('refuse')
      .describe('What an API guard does with a valid token that has no birth in the ledger.'),
  })
  .describe('Bounds that the guards keep.');
