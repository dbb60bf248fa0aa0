import { z } from 'zod';
import { firstVersion } from './kind.ts';
import { code, count, fingerprint, moment, pseudonym, sealed, text, texts } from './values.ts';

const person = text.nullable().describe('A person id of the policy; null where it is nobody that the policy knows.');
const clientId = text.describe('The client.');

export const revocationOrdered = firstVersion(
  [
    'Somebody ordered to revoke, or the policy did. It is durable before the first `token.revoked` that follows from it; all of one',
    'revocation have its id as their `operation`.',
  ].join('\n'),
  z.strictObject({
    selection: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('client'), clientId: text }),
        z.strictObject({ kind: z.literal('subject'), subject: pseudonym }),
        z.strictObject({ kind: z.literal('scope'), scope: text }),
        z.strictObject({ kind: z.literal('tokens'), fingerprints: z.array(fingerprint).min(1) }),
      ])
      .describe(
        'What is to be revoked. `kind` is `client` with `clientId`, `subject` with `subject`, a pseudonym, `scope` with `scope`, or `tokens` with `fingerprints`.',
      ),
    by: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.enum(['host', 'session', 'recovery']), person }),
        z.strictObject({ kind: z.literal('policy'), person, cause: code }),
      ])
      .describe(
        'Who ordered it. `kind` is `host`, `session` or `recovery`, or `policy` with its `cause`: `client_expired`, `client_removed`; `person` is a person id of the policy, or null.',
      ),
    reason: sealed.nullable().describe('The reason that somebody gave, sealed; null where the policy orders it.'),
    found: count.describe('Tokens that worked when it was ordered.'),
  }),
);

export const revocationFinished = firstVersion(
  'Nothing of an order is left that works. `after` is the order.',
  z.strictObject({
    deniedAtGuards: count.describe('Tokens that the guards deny by it.'),
    revokedAtServer: count.describe('Those of them that the authorization server revoked, too.'),
  }),
);

export const by = z
  .strictObject({
    kind: z
      .enum(['host', 'key', 'session', 'recovery'])
      .describe('On the host, by a statement that their approval key signed, signed in, or by a recovery link.'),
    person,
  })
  .describe('Who did it.');

export const clientContained = firstVersion(
  [
    'From here on no guard issues to the client or takes a token of it, whatever the policy allows. Counts only by the writer',
    '`management`.',
  ].join('\n'),
  z.strictObject({
    clientId,
    by,
    note: text
      .nullable()
      .describe('The statement of who did it by their key, a signed note; null where there is none.'),
    reason: sealed,
  }),
);

export const clientReleased = firstVersion(
  'A containment ended; `after` begins with it. Counts only by the writer `management`.',
  z.strictObject({
    clientId,
    by,
    persons: texts.describe('Whose yes it took: person ids of the policy.'),
    notes: texts.describe('Their signed statements.'),
    reason: sealed,
  }),
);

export const findingOpened = firstVersion(
  [
    'Three minutes after a decision of which nobody knows whether a token came; `after` begins with the decision. A token that the server',
    'made of it reached nobody through the guards, and none of them takes it.',
  ].join('\n'),
  z.strictObject({
    finding: code.describe('`outcome_unknown`.'),
    clientId,
    grantId: text.nullable().describe('The grant; null for a new one.'),
    scopes: texts.describe('What the decision permitted.'),
    decidedAt: moment.describe('When it was decided.'),
    cause: text.describe('`no_entry_followed`: guard or database died in between. Else what the guard recorded.'),
    server: code.describe('`not_askable`: no RFC has a way to ask which tokens came of a request.'),
  }),
);
