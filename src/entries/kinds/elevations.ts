import { z } from 'zod';
import { firstVersion, versions } from './kind.ts';
import { code, count, entryId, sealed, seconds, text, texts } from './values.ts';

const request = entryId.describe('The `elevation.requested` that it is about, whose id is the elevation’s.');
const clientId = text.describe('The client.');
const scopes = texts.describe('The eligible scopes.');
const risk = z.enum(['low', 'high', 'critical']).describe('The highest of their risks.');
const endsAt = seconds.describe('When it ends, in seconds since 1970.');
const reason = sealed.nullable().describe('Why, sealed; null where nobody said.');
const by = z
  .strictObject({
    kind: code.describe('`host`, `session`, `key`, `recovery`; `policy` or `time` where nobody did.'),
    person: text.nullable().describe('A person id of the policy; null where it is nobody that the policy knows.'),
  })
  .describe('Who did it.');
const demands = z
  .array(
    z.strictObject({
      count: z.int().min(1).describe('How many people.'),
      team: text.nullable().describe('Of which team; null for anybody who may approve.'),
    }),
  )
  .describe('Whose approvals it needs, all of these.');

export const elevationRequested = firstVersion(
  'Somebody asks that a client hold eligible scopes for a time. `subject` is whom it is to act for. Counts only by the writer `management`.',
  z.strictObject({
    clientId,
    scopes,
    seconds: count.describe('For how long, once it has begun.'),
    risk,
    demands,
    barred: texts.describe('Persons who may not approve it.'),
    by,
    reason,
    breakGlass: z.boolean().describe('Whether it is taken at once, without approval.'),
    answerBy: seconds.describe('Until when it can be answered, in seconds since 1970.'),
  }),
);

export const elevationApproved = firstVersion(
  'Somebody’s yes to it.',
  z.strictObject({
    request,
    person: text.describe('Person id of the policy.'),
    teams: texts.describe('Teams of theirs from which approvals have to come.'),
    proof: code.describe('`note`: signed by their key; `session`: given in the console.'),
    note: text.nullable().describe('The statement as it was signed, by the person or by this Ambit.'),
  }),
);

export const elevationDenied = firstVersion(
  'Somebody’s no to it, or the policy’s.',
  z.strictObject({ request, by, reason }),
);

export const elevationWithdrawn = firstVersion(
  'Whoever asked doesn’t want it any more.',
  z.strictObject({ request, by, reason }),
);

export const elevationStarted = firstVersion(
  'It is active. Counts only where the approvals before it come to what is demanded.',
  z.strictObject({
    request,
    approvals: z.array(entryId).describe('The approvals that counted.'),
    demands: demands.describe('What was demanded when it began.'),
    endsAt,
  }),
);

export const elevationTaken = firstVersion(
  'It is active without approval, in an emergency. It alerts, and stays a finding until somebody else has reviewed it.',
  z.strictObject({ request, clientId, scopes, risk, by, endsAt }),
);

export const elevationEnded = firstVersion(
  'It is over.',
  z.strictObject({
    request,
    clientId,
    scopes,
    cause: z
      .enum(['time_over', 'ended', 'policy'])
      .describe('`policy`: its client may not hold them any more; `ended`: by somebody.'),
    by,
    reason,
  }),
);

export const elevationReviewed = versions(
  'Somebody else looked at what was done under one that was taken without approval, after its end.',
  z.strictObject({
    request,
    person: text.describe('Person id of the policy.'),
    note: text.nullable().describe('Their statement, a signed note; null where there is none.'),
  }),
  z.strictObject({
    request,
    person: text.describe('Person id of the policy.'),
    verdict: z
      .enum(['justified', 'unjustified'])
      .describe('Whether it had to be taken, and what was done had to be done.'),
    reason: sealed.describe('What they found, sealed.'),
    proof: code.describe('`note`: signed by their key; `session`: given in the console.'),
    note: text.nullable().describe('The statement as it was signed, by the person or by this Ambit.'),
  }),
);
