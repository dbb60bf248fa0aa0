import { z } from 'zod';
import { author, demanded, owner, risk, seconds, sensitivity, sentence, utcTime } from './values.ts';

const replacement = z
  .strictObject({
    scopes: z.array(z.string()).min(1).describe('The narrower scopes to use instead.'),
    deadline: utcTime.describe('When it ends: from then on it is refused. RFC 3339, UTC.'),
  })
  .describe('What a scope that is too broad is being split into, and until when it still works.');

const MAX_PARAMETER_LENGTH = 128;

const parameter = z
  .union(
    [
      z.strictObject({
        values: z
          .array(
            z.string().regex(/^[\x21\x23-\x5b\x5d-\x7a|~]{1,128}$/, 'part of a scope: ASCII without spaces and braces'),
          )
          .min(1)
          .max(1000)
          .describe('All that it may be.'),
      }),
      z.strictObject({
        characters: z
          .enum(['digits', 'letters', 'alphanumeric', 'hexadecimal', 'slug'])
          .describe('What it is made of. `slug`: letters, digits, `-` and `_`.'),
        maxLength: z.int().min(1).max(MAX_PARAMETER_LENGTH).describe('How long it may be, in characters.'),
      }),
    ],
    { error: 'either values: all that it may be, or characters: and maxLength:' },
  )
  .describe('What a part of a scope’s name may be: one of a list, or so many characters of a kind.');

export const scope = z
  .strictObject({
    resourceServer: z
      .string()
      .nullable()
      .default(null)
      .describe('The resource server at which it empowers; absent for the authorization server’s own (`openid`).'),
    description: sentence.describe('What it empowers, for who reads a consent page.'),
    why: demanded(sentence.describe('Why it exists.')),
    owner: demanded(owner),
    author,
    risk: risk.describe('`high` and `critical` ones need an approval, and so do clients that hold them.'),
    sensitivity: sensitivity.describe('Of the data that it reaches.'),
    maxTtlSeconds: seconds.describe('Longest life of an access token that carries it, in seconds.'),
    issuers: z
      .array(z.string())
      .min(1)
      .exactOptional()
      .describe('The issuers that know it; every issuer of the policy when absent.'),
    implies: z
      .array(z.string())
      .min(1)
      .exactOptional()
      .describe(
        'Narrower scopes that it includes: a token that carries it passes where they are needed, and who may hold it may ask for them.',
      ),
    replacedBy: replacement.exactOptional(),
    parameters: z
      .record(z.string().regex(/^[a-z][a-zA-Z0-9]{0,30}$/, 'a name in letters and digits'), parameter)
      .exactOptional()
      .describe(
        'Of a scope with changing parts: what each {part} of its name may be. It stands for no scope without one for each part.',
      ),
    reviewIntervalDays: z.int().min(1).max(366).describe('How often its owner reviews it, in days.'),
  })
  .describe('A scope, by its name (RFC 6749 §3.3).');
