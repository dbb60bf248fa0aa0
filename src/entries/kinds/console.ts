import { z } from 'zod';
import { firstVersion } from './kind.ts';
import { base64, code, count, moment, text } from './values.ts';

export const sessionOpened = firstVersion(
  [
    'Somebody signed in to the console. `subject` is the pseudonym of who did; what is done in the session has this entry in its',
    '`after`.',
  ].join('\n'),
  z.strictObject({
    method: z.enum(['oidc', 'recovery']).describe('How.'),
    roles: z.array(code).describe('The roles of the console that they have.'),
    person: text.nullable().describe('Who they are in the policy: a person id, or null.'),
  }),
);

export const sessionEnded = firstVersion(
  'A session ended. `after` is its beginning.',
  z.strictObject({ reason: code.describe('`signed_out`, `replaced` or `expired`.') }),
);

export const sessionRefused = firstVersion(
  'Somebody could not sign in.',
  z.strictObject({
    reason: code.describe('Why.'),
    suppressed: count.describe('Refusals before it that were only counted.'),
  }),
);

export const recoveryOpened = firstVersion(
  '`ambit recover` made a link into the console on the host.',
  z.strictObject({ validSeconds: z.number().min(0).describe('How long it can be used.') }),
);

export const evidenceExported = firstVersion(
  'Somebody took an evidence package of a period.',
  z.strictObject({
    from: moment.describe('The beginning of the period.'),
    to: moment.describe('Its end.'),
    size: count.describe('Entries of the log that it was made of.'),
    root: base64.describe('The root of that log.'),
  }),
);
