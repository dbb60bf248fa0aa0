import { z } from 'zod';
import { risk } from './values.ts';

export const person = z
  .strictObject({
    approvalKeys: z
      .array(z.string())
      .max(16)
      .default([])
      .describe(
        'C2SP verifier keys with which this person signs approvals; `ambit approve --generate-key` prints one.',
      ),
    approves: risk
      .nullable()
      .default(null)
      .describe('The highest risk that this person may approve; nothing when absent.'),
  })
  .describe('A person, by id.');
