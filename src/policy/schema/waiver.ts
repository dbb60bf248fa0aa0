import { z } from 'zod';
import { author, owner, sentence, utcTime } from './values.ts';

export const waiver = z
  .strictObject({
    rule: z.string().describe('The rule that is waived: `ambit rules` lists them.'),
    definition: z
      .string()
      .regex(
        /^(?:(?:scope|client|person|team|issuer|resourceServer):\S+|limits)$/,
        'a definition reads client:NAME, scope:NAME, person:ID, team:ID, issuer:URL, resourceServer:ID or limits',
      )
      .describe('The one definition that may break it: `client:warehouse`.'),
    owner,
    author,
    reason: sentence.describe('Why that is right for now.'),
    expires: utcTime.describe('When it ends. RFC 3339, UTC.'),
  })
  .describe('A dated exception to a rule that warns, by a name of its own. It needs an approval.');
