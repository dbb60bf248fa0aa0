import { z } from 'zod';
import { risk } from './values.ts';

export const person = z
  .strictObject({
    approvalKeys: z
      .array(z.string())
      .max(16)
      .default([])
      .describe(
        'Keys with which this person signs approvals: C2SP verifier keys, as `ambit approve --generate-key` prints one, or SSH public keys, as a `.pub` file holds one.',
      ),
    approves: risk
      .nullable()
      .default(null)
      .describe('The highest risk that this person may approve; nothing when absent.'),
  })
  .describe('A person, by id.');
