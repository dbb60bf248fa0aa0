import { z } from 'zod';
import { author, demanded, mode, owner, percent, seconds, sentence, utcTime } from './values.ts';

/** Grant types by their registered names (RFC 6749, RFC 7521 §4.1, RFC 8628, RFC 8693, OpenID Connect CIBA). */
export const GRANT_TYPES = [
  'authorization_code',
  'client_credentials',
  'implicit',
  'password',
  'refresh_token',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:grant-type:saml2-bearer',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:openid:params:grant-type:ciba',
] as const;

/** What a client may be held to in how it asks: RFC 9126 §5, RFC 9101 §10.5, RFC 9449 §5.2. */
export const REQUIREMENTS = ['dpop', 'pushed_authorization_requests', 'signed_request_object'] as const;

export const client = z
  .strictObject({
    issuer: z
      .string()
      .exactOptional()
      .describe('Issuer at which it is registered; may be left out where the policy has only one.'),
    clientId: z
      .string()
      .exactOptional()
      .describe(
        'Its client id, where two issuers know a client by the same one: then the name here is another. The name when absent.',
      ),
    kind: z
      .enum(['confidential', 'public', 'machine', 'agent'])
      .exactOptional()
      .describe(
        '`confidential` keeps a secret, `public` can’t (RFC 6749 §2.1), `machine` acts for nobody but itself, `agent` is software that decides by itself what to call. When absent: `machine` with client_credentials alone, else `confidential`.',
      ),
    owner: demanded(owner),
    author,
    purpose: demanded(sentence.describe('What it is for.')),
    grantTypes: z.array(z.enum(GRANT_TYPES)).min(1).describe('Grant types that it may use.'),
    redirectUris: z
      .array(z.string())
      .default([])
      .describe(
        'Redirect URIs, compared exactly (RFC 9700 §2.1); of a public client or an agent, `http://127.0.0.1`, `http://[::1]` and `http://localhost` with any port (RFC 8252 §7.3).',
      ),
    standing: z.array(z.string()).describe('Scopes that it may always hold.'),
    eligible: z.array(z.string()).default([]).describe('Scopes that it may hold only while an elevation is active.'),
    defaultScopes: z
      .array(z.string())
      .min(1)
      .nullable()
      .default(null)
      .describe('What it gets when it asks for no scope (RFC 6749 §3.3); such a request is refused when absent.'),
    overBroad: z
      .enum(['refuse', 'narrow'])
      .default('refuse')
      .describe('What happens to a request for too much: refused whole, or narrowed to what is allowed.'),
    claims: z
      .array(
        z.string().regex(/^[!-~]{1,200}$/, 'the name of a claim, without blanks, as the authorization server has it'),
      )
      .min(1)
      .exactOptional()
      .describe(
        'Claims about people that it may ask for by name, with the parameter `claims` (OpenID Connect Core §5.5), whatever its scopes are; none when absent.',
      ),
    requires: z
      .array(z.enum(REQUIREMENTS))
      .min(1)
      .exactOptional()
      .describe(
        'How it has to ask: `pushed_authorization_requests` by pushing its authorization requests first (RFC 9126), `signed_request_object` by signing them (RFC 9101), `dpop` with a proof of the key that its tokens are bound to (RFC 9449).',
      ),
    maxTtlSeconds: seconds.describe('Longest life of its access tokens, in seconds.'),
    virtualExpiry: z
      .boolean()
      .exactOptional()
      .describe(
        'What happens to a token that its server lets live longer than the policy: withheld when absent. `true`: it is given out, and ends at the guards when the policy says. `expires_in` says so, the token’s own `exp` doesn’t.',
      ),
    rotation: z
      .strictObject({
        secretDays: z.int().min(1).max(1100).exactOptional().describe('How old its secret or key may become, in days.'),
        refreshTokenDays: z
          .int()
          .min(1)
          .max(400)
          .exactOptional()
          .describe('How old a refresh token may become before another replaces it, in days.'),
      })
      .exactOptional()
      .describe('How often its credentials are replaced.'),
    exchange: z
      .strictObject({
        tokensOf: z
          .array(z.string())
          .min(1)
          .describe(
            'Client ids of the clients whose tokens it may exchange, and so act for whoever they are for, beside its own and those that name it in `may_act` (RFC 8693 §4.4).',
          ),
        maxActors: z
          .int()
          .min(1)
          .max(5)
          .exactOptional()
          .describe('How many may act one behind another (`act` in `act`, RFC 8693 §4.1). 1 when absent.'),
      })
      .exactOptional()
      .describe('Whose tokens it may exchange by the token exchange grant; its own alone when absent.'),
    assertions: z
      .array(
        z.strictObject({
          issuer: z.string().min(1).describe('Whose assertions: `iss`, compared exactly.'),
          subjects: z
            .array(z.string().regex(/^[^*]+\*?$/, 'a subject, or the beginning of subjects and * at its end'))
            .min(1)
            .exactOptional()
            .describe('For whom: `sub`, exactly, or its beginning where it ends in `*`. Anybody when absent.'),
          scopes: z
            .array(z.string())
            .min(1)
            .exactOptional()
            .describe('Scopes that it takes them for at most; all that the client may hold when absent.'),
          maxLifeSeconds: z
            .int()
            .min(1)
            .max(86_400)
            .exactOptional()
            .describe('How long one may live, in seconds. 300 when absent.'),
        }),
      )
      .min(1)
      .exactOptional()
      .describe('Assertions of others (JWT) that it may bring as grants (RFC 7523); none when absent.'),
    sources: z
      .array(
        z
          .string()
          .regex(
            /^(?![!#/])(?!.*(^|\/)\.\.(\/|$))[^\s\\]{1,300}$/,
            'a pattern as .gitignore has them, from the root of the repository on: no blank, no backslash, no .., no ! or # or / in front',
          ),
      )
      .min(1)
      .max(200)
      .exactOptional()
      .describe(
        'Files, by patterns as `.gitignore` has them, whose requests for scopes are this client’s, for `ambit check` of its repository.',
      ),
    expires: demanded(utcTime.describe('When it ends: from then on it gets nothing. RFC 3339, UTC.')),
    mode: mode.exactOptional().describe('`enforce` or `observe`; its issuer’s when absent.'),
    canary: z
      .strictObject({ percent })
      .exactOptional()
      .describe(
        'While it is observed: the share of its flows that is enforced. When absent, its issuer’s where it says no mode either.',
      ),
  })
  .describe('A client, by its client id.');
