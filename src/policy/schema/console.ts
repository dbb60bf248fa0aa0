import { z } from 'zod';
import { personId } from './values.ts';

const roleMapping = z
  .strictObject({
    claim: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_:./-]{0,199}$/, 'a claim is named by letters, digits and _:./-, a letter first')
      .describe('The claim of the ID token: `groups`, `roles`, `sub` …'),
    value: z
      .string()
      .min(1)
      .max(256)
      .describe('What the claim says, or one item of the list that it is. Compared exactly.'),
    issuer: z
      .string()
      .exactOptional()
      .describe('Issuer that the claim has to come from; may be left out where the policy has only one.'),
    person: personId
      .nullable()
      .default(null)
      .describe('The person who signs in so. Only where the claim is `sub`: a group is nobody in particular.'),
  })
  .describe('Whoever signs in with this claim has the role.');

const mappings = z.array(roleMapping).min(1).max(64).exactOptional();

export const consoleSection = z
  .strictObject({
    author: personId.describe('Who wrote these mappings, and so can’t approve them.'),
    roles: z
      .strictObject({
        viewer: mappings.describe('May read everything but evidence.'),
        auditor: mappings.describe('May read everything, verify the ledger and take evidence.'),
        approver: mappings.describe('May read everything but evidence, and is asked for approvals.'),
        admin: mappings.describe('May do everything: revoke tokens and activate the policy, too.'),
      })
      .describe(
        'Mappings of `approver` and `admin`, and all that name a person, need an approval as a critical scope does.',
      ),
  })
  .describe('Who may do what in the console.');
