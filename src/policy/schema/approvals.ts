import { z } from 'zod';
import { author, risk, sensitivity, teamId } from './values.ts';

const MAX_COUNT = 10;

const demand = z
  .strictObject({
    count: z.int().min(1).max(MAX_COUNT).default(1).describe('How many people have to approve it.'),
    team: teamId
      .nullable()
      .default(null)
      .describe('The team that each of them has to belong to; anybody who may when absent.'),
  })
  .describe('How many approvals a definition needs, and from whom.');

export const approvalsSection = z
  .strictObject({
    author: author.describe('Who wrote these demands, and so can’t approve them.'),
    risk: z
      .partialRecord(risk, demand)
      .default({})
      .describe(
        'By the risk of a scope, or the highest that a client may hold. `high` and `critical` need one approval when absent.',
      ),
    sensitivity: z
      .partialRecord(sensitivity, demand)
      .default({})
      .describe(
        'By the sensitivity of the data that a scope reaches, or of any scope that a client may hold; beside those by risk.',
      ),
  })
  .describe('What approvals definitions need. A change of it needs an approval itself.');
