import { z } from 'zod';
import { risk } from './values.ts';

const account = z.int().min(1);

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
    identities: z
      .strictObject({
        github: account.exactOptional().describe('The account’s `id` at GitHub.'),
        gitlab: account.exactOptional().describe('The account’s `id` at GitLab.'),
      })
      .optional()
      .describe('Accounts of this person where reviews count as approvals: ids, which stay when a name changes.'),
  })
  .describe('A person, by id.');
