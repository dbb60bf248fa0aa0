import { z } from 'zod';
import { RISKS, SENSITIVITIES } from '../ranks.ts';

/** Values that several parts of a policy file hold. */

const SECONDS_PER_DAY = 86_400;
const UTC_TIME_MESSAGE = 'a time reads 2027-01-31T00:00:00Z';

export const personId = z
  .string()
  .regex(
    /^p-[a-z0-9-]{1,60}$/,
    'a person id reads p-… in small letters, digits and hyphens: names stand in the people directory',
  )
  .describe('Id of a person. Who that is stands in the people directory, outside the policy.');
export const teamId = z
  .string()
  .regex(/^t-[a-z0-9-]{1,60}$/, 'a team id reads t-… in small letters, digits and hyphens');
/** Who answers for something: a person, or a team of them. */
export const owner = z
  .string()
  .regex(/^[pt]-[a-z0-9-]{1,60}$/, 'an owner is a person (p-…) or a team (t-…), in small letters, digits and hyphens')
  .describe('Id of the person, or of the team, who answers for it.');
export const author = personId.describe('Who wrote this definition, and so can’t approve it.');
export const seconds = z
  .int()
  .min(1)
  .max(SECONDS_PER_DAY * 400);
export const mode = z.enum(['enforce', 'observe']);
/** None and all are modes. */
export const percent = z.int().min(1).max(99).describe('How many of a hundred flows are enforced.');
export const risk = z.enum(RISKS);
export const sensitivity = z.enum(SENSITIVITIES);
/** RFC 3339 in UTC. ISO 8601 would let seconds go, and offsets make two spellings of one moment. */
export const utcTime = z.iso
  .datetime({ message: UTC_TIME_MESSAGE, abort: true })
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, UTC_TIME_MESSAGE);
/**
 * A field that a rule demands of what a policy comes to, and that may stand in an overlay alone: empty where nothing gives it, so that
 * the rule finds it. Editors demand it of each definition.
 */
export function demanded<T extends z.ZodType<string, string>>(field: T): z.ZodDefault<T> {
  const description = field.description;
  const open = field.default('' as never);
  return description === undefined ? open : open.describe(description);
}
export const sentence = z.string().trim().min(8, 'a sentence of at least 8 characters was expected').max(2000);
