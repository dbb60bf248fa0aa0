import { z } from 'zod';
import { author, personId, sentence } from './values.ts';

export const team = z
  .strictObject({
    description: sentence.describe('What it answers for.'),
    author,
    members: z.array(personId).min(1).max(200).describe('Who belongs to it.'),
  })
  .describe('Several people who answer for something together, or from whom approvals have to come; by id.');
