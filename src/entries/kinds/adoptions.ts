import { z } from 'zod';
import { firstVersion } from './kind.ts';
import { by } from './revocations.ts';
import { count, entryId, sealed, seconds, text, texts } from './values.ts';

const ahead = seconds
  .nullable()
  .describe('How far the server’s clock was ahead, by its header `Date`; null where it said nothing.');

export const issuerAdopted = firstVersion(
  [
    'The issuer guard took over. Tokens that the server had issued until then have no birth and are *from before*: guards take them',
    'until the window ends, as far as the policy allows their scopes. Counts only by the writer `management`, and once: a second one',
    'counts after an `issuer.handed_back` alone, and `after` begins with that.',
  ].join('\n'),
  z.strictObject({
    before: seconds.describe(
      'The moment, by the server’s clock where that is behind: a token is from before it whose `iat` is earlier.',
    ),
    windowEndsAt: seconds.describe('From here on guards take none of them any more.'),
    maxLifeSeconds: count.describe(
      'Longest life that the server gave an access token: one that would have lived longer was dated back, and is from before nothing.',
    ),
    serverClockAheadSeconds: ahead,
    by,
    reason: sealed,
  }),
);

export const issuerHandedBack = firstVersion(
  [
    'The way back: the server answers for itself again. What it issues from here on has no birth, and guards that stay take it as far as',
    'the policy allows its scopes. Counts only by the writer `management`.',
  ].join('\n'),
  z.strictObject({
    from: seconds.describe(
      'From here on, by the server’s clock where that is behind: what has an earlier `iat` was got past the guard.',
    ),
    serverClockAheadSeconds: ahead,
    by,
    reason: sealed,
  }),
);

export const adoptionClosed = firstVersion(
  'The window of an adoption ended early; `after` begins with the adoption. Counts only by the writer `management`.',
  z.strictObject({ adoption: entryId.describe('Id of the `issuer.adopted`.'), by, reason: sealed }),
);

export const tokenRecognised = firstVersion(
  [
    'Introspection at an issuer guard said `active` of a token that no guard released and that is from before the adoption (or of while',
    'the issuer was handed back), which is `after`. Durable before the first such answer of a process.',
  ].join('\n'),
  z.strictObject({
    clientId: text.describe('The client that the server says it is of.'),
    scopes: texts.describe('What the server says that it carries.'),
    audiences: texts.describe('Whom it is for.'),
    issuedAt: seconds.describe('`iat`, the server’s word, in seconds since 1970.'),
    expiresAt: seconds.describe('When it ends, in seconds since 1970.'),
  }),
);
