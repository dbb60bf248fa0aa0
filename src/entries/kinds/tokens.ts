import { z } from 'zod';
import { decision, facts, grantRequest } from './decided.ts';
import { firstVersion } from './kind.ts';
import { code, fingerprint, seconds, text, texts } from './values.ts';

const clientId = text.describe('The client.');
const grantId = text.describe('The grant that they belong to.');
const jtiFingerprint = fingerprint.nullable().describe('Fingerprint of its issuer and `jti`; null where it has none.');

export const decisionMade = firstVersion(
  'A request for a token was decided, refused ones too: with `digests.policy` all that it takes to decide it again.',
  z.strictObject({ request: grantRequest, facts, decision }),
);

const tokens = z
  .array(
    z.strictObject({
      type: z.enum(['access_token', 'refresh_token']).describe('Which.'),
      fingerprint: fingerprint.describe('What it is known by.'),
      jtiFingerprint,
      scopes: texts.describe('What it carries.'),
      audience: text.nullable().describe('Whom it is for; null where that isn’t known.'),
      expiresAt: seconds.nullable().describe('When it ends, in seconds since 1970; null where that isn’t known.'),
      serverExpiresAt: seconds
        .optional()
        .describe(
          'When its server lets it end, where the policy ends it earlier (`virtualExpiry`): `expiresAt` is when the guards do.',
        ),
      dpopJkt: text
        .optional()
        .describe('Thumbprint of the key that it is bound to (RFC 9449 §6); left out where it is bound to none.'),
    }),
  )
  .describe('Each token.');

const response = { clientId, grantId, grantType: text.describe('The grant type.'), tokens };

export const tokenIssued = firstVersion(
  'A token response was released. `after` begins with the decision. It is durable before anybody receives a token.',
  z.strictObject({
    ...response,
    faults: z.array(code).describe('What it granted beyond the decision, where the client is only observed.'),
    format: z
      .enum(['jwt', 'opaque'])
      .nullable()
      .describe('Format of the access token; null where it could not be read.'),
    idToken: z.boolean().describe('Whether an ID token came with it.'),
  }),
);

export const tokenWithheld = firstVersion(
  'A token response granted something else than was decided, and nobody received it. `after` begins with the decision.',
  z.strictObject({ ...response, faults: z.array(code).min(1).describe('What is wrong with it.') }),
);

export const tokenNotIssued = firstVersion(
  'No token followed a decision. `after` is the decision.',
  z.strictObject({
    clientId,
    grantId: text.nullable().describe('The grant that was asked with; null for a new one.'),
    outcome: z.enum(['refused', 'unknown']).describe('Refused by the server, or unknown: it didn’t answer.'),
    error: text.nullable().describe('The server’s error, or a word of the guard’s own; null for none.'),
  }),
);

const heldBy = text.nullable().describe('The client; null for a token that no guard released.');
const heldGrant = text.nullable().describe('The grant; null for a token that no guard released.');

export const tokenRevoked = firstVersion(
  'A token or a grant was revoked: guards deny it from here on.',
  z.strictObject({
    type: z
      .enum(['access_token', 'refresh_token', 'grant', 'unknown'])
      .describe('What; `grant`: all tokens of it, whether named by entries of their own or not.'),
    fingerprint: fingerprint.nullable().describe('What it is known by; null for a grant.'),
    jtiFingerprint,
    grantId: heldGrant,
    clientId: heldBy,
    expiresAt: seconds.nullable().describe('After which nobody has to remember it; null where that isn’t known.'),
    reason: code.describe('Why, as a word of Ambit’s own.'),
    upstream: z
      .enum(['revoked', 'incomplete', 'not_applicable'])
      .describe(
        'Whether the server revoked it too: `incomplete`, it wasn’t or couldn’t be asked; `not_applicable`, it has no way to.',
      ),
  }),
);

export const tokenRevokedUpstream = firstVersion(
  [
    'The authorization server revoked a token, too, some time after the guards denied it. It was active there before it was asked, and not',
    'after.',
  ].join('\n'),
  z.strictObject({
    type: z.enum(['access_token', 'refresh_token', 'unknown']).describe('Which.'),
    fingerprint: fingerprint.describe('What it is known by.'),
    grantId: heldGrant,
    clientId: heldBy,
  }),
);
