import { z } from 'zod';
import { code, count, seconds, text, texts } from './values.ts';

const issuer = text.describe('Issuer identifier of the authorization server.');
const clientId = text.describe('The client.');

/** As `GrantRequest` of the decision has it. */
export const grantRequest = z
  .strictObject({
    kind: z.literal('grant').describe('A request for a token.'),
    issuer,
    clientId,
    grantType: text.describe('The grant type.'),
    scopes: texts.nullable().describe('Scopes asked for, sorted; null where none was asked for.'),
    resources: texts.describe('Resource indicators asked for (RFC 8707), sorted.'),
    redirectUri: text.nullable().describe('The redirect URI, where the grant has one.'),
    claims: texts
      .optional()
      .describe(
        'Claims about a person asked for by name (OpenID Connect Core §5.5), sorted; left out where none were.',
      ),
    fulfils: z
      .array(z.enum(['dpop', 'pushed_authorization_requests', 'signed_request_object']))
      .optional()
      .describe(
        'In which of the ways that a policy may require it was asked: with a DPoP proof, pushed, signed; left out where in none.',
      ),
  })
  .describe('What was asked for.');

/** As `UseRequest` of the decision has it. */
export const useRequest = z
  .strictObject({
    kind: z.literal('use').describe('A use of a token.'),
    issuer,
    clientId,
    audience: text.describe('Audience of the resource server that was called.'),
    operation: text.describe('Name of the operation.'),
    required: z.array(texts).describe('Alternatives, each a set of scopes that are all needed.'),
  })
  .describe('What was called.');

export const facts = z
  .strictObject({
    time: seconds.describe('When it was decided, in seconds since 1970.'),
    priorGrant: z
      .strictObject({
        grantId: text.describe('The grant.'),
        clientId,
        scopes: texts.describe('What was given.'),
        resource: text.nullable().describe('For which audience.'),
        revoked: z.boolean().describe('Whether it was revoked.'),
      })
      .nullable()
      .describe('What an earlier decision gave, which this one may not exceed; null where there is none.'),
    token: z
      .strictObject({
        scopes: texts.describe('What it carries.'),
        audiences: texts.describe('Whom it is for.'),
        expiresAt: seconds.describe('When it ends, in seconds since 1970.'),
        revoked: z.boolean().describe('Whether it was revoked.'),
        recorded: z.boolean().describe('Whether its birth is in the ledger.'),
        adoption: z
          .strictObject({
            id: text.describe('Id of the `issuer.adopted`, or of the `issuer.handed_back`.'),
            from: seconds.nullable().describe('Tokens of before this are none of it; null: from ever.'),
            before: seconds.nullable().describe('Nor those from here on; null: while the issuer is handed back.'),
            endsAt: seconds.nullable().describe('When the window closes; null: while the issuer is handed back.'),
            maxLifeSeconds: count
              .nullable()
              .describe('Longest life that its server gave a token; null: while the issuer is handed back.'),
            issuedAt: seconds.describe('The token’s `iat`, its issuer’s word.'),
          })
          .optional()
          .describe(
            'Of a token without a birth: the adoption that it is from before; left out where it is from before none.',
          ),
      })
      .nullable()
      .describe('The token that was used; null where none was.'),
    feedSilentSeconds: z
      .number()
      .min(0)
      .nullable()
      .describe('Seconds since the revocation feed last gave a sign; null where it isn’t followed.'),
    elevations: z
      .array(
        z.strictObject({
          id: text.describe('Id of the entry that asked for it.'),
          clientId,
          subject: text.nullable().describe('Pseudonym of whom the client acts for under it; null: for itself alone.'),
          scopes: texts.describe('The eligible scopes.'),
          endsAt: seconds.describe('When it ends, in seconds since 1970.'),
        }),
      )
      .optional()
      .describe('Active elevations of the client that may be a matter of it; left out where none is.'),
    canary: z
      .int()
      .min(0)
      .max(9999)
      .optional()
      .describe('What the flow drew that it belongs to; left out where the client has no canary.'),
    subject: text
      .nullable()
      .optional()
      .describe('Beside `elevations`: pseudonym of whom the client acts for; left out while nobody knows it.'),
    exchanged: z
      .strictObject({
        endsAt: seconds.describe('When the subject’s token ends, in seconds since 1970.'),
        actors: count.describe('How many act in it already, one behind another.'),
        mayAct: z
          .strictObject({
            clientId: text.nullable().describe('The client that it names; null where it names none.'),
            subject: text.nullable().describe('Pseudonym of whom it names; null where it names nobody.'),
          })
          .nullable()
          .describe('Whom it lets act; null where it doesn’t say.'),
        actor: z
          .strictObject({
            clientId,
            subject: text.nullable().describe('Pseudonym of the person; null where the client acts as itself.'),
          })
          .nullable()
          .describe('Who is to act; null where nobody is named.'),
      })
      .optional()
      .describe('Of a token exchange (RFC 8693): the subject’s token, whose grant is `priorGrant`, and who acts.'),
    assertion: z
      .strictObject({
        issuer: text.describe('Whose it is.'),
        subjectPattern: text
          .nullable()
          .describe('The policy’s pattern that its subject is one of; null where it is of none.'),
        audiences: texts.describe('For whom it is.'),
        expiresAt: seconds.describe('When it ends, in seconds since 1970.'),
        issuedAt: seconds.nullable().describe('When it was made, in seconds since 1970; null where it doesn’t say.'),
        scopes: texts.nullable().describe('What it is for at most; null where it doesn’t say.'),
        resources: texts.nullable().describe('For which resource servers; null where it doesn’t say.'),
        clientId: text.nullable().describe('For which client; null where it doesn’t say.'),
      })
      .optional()
      .describe('Of an assertion as a grant (RFC 7523): what it says of itself.'),
  })
  .describe('All that the decision depends on beside policy and request.');

export const decision = z
  .strictObject({
    semantics: z.int().min(1).describe('The number of the semantics by which it was decided.'),
    outcome: z.enum(['permit', 'narrow', 'refuse']).describe('What was decided; `narrow`: fewer scopes than asked.'),
    mode: z.enum(['enforce', 'observe']).describe('Whether it was carried out, or only recorded.'),
    scopes: texts.describe('What may be granted, or what the operation was passed for; none on `refuse`.'),
    withheld: z
      .array(z.strictObject({ scope: text.describe('The scope.'), reason: code.describe('Why it was withheld.') }))
      .describe('Scopes that were asked for and not given.'),
    reason: code.nullable().describe('Why the whole request is refused; null when it isn’t.'),
    error: code.nullable().describe('OAuth error for the client; null when it isn’t refused.'),
    resource: text
      .nullable()
      .describe('Audience that the token is for; null where no scope of a resource server is granted.'),
    maxTtlSeconds: count.describe('Longest life of a token, in seconds; 0 on `refuse` and for uses.'),
    risk: z
      .enum(['low', 'high', 'critical'])
      .describe('Highest risk among the scopes granted, or asked for on `refuse`.'),
    missing: texts
      .nullable()
      .describe('For a use that lacks scope: the set that it needs and the client may ask for; else null.'),
    elevation: z
      .strictObject({
        ids: texts.describe('Ids of their requests, sorted.'),
        endsAt: seconds.describe('When the first of them ends, in seconds since 1970.'),
      })
      .optional()
      .describe('The elevations that it needed to permit; left out where it needed none.'),
    virtualExpiry: z
      .literal(true)
      .optional()
      .describe(
        'A token that lives longer at its server is given out, and ends at the guards after `maxTtlSeconds`; left out where it is withheld.',
      ),
  })
  .describe('What was decided.');
