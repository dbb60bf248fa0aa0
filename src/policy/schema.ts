import { z } from 'zod';

/** What a policy file may say: the one source of validation, of `docs/policy.md` and of the JSON Schema for editors. */

const SECONDS_PER_DAY = 86_400;
const UTC_TIME_MESSAGE = 'a time reads 2027-01-31T00:00:00Z';

const personId = z
  .string()
  .regex(
    /^p-[a-z0-9-]{1,60}$/,
    'a person id reads p-… in small letters, digits and hyphens: names stand in the people directory',
  )
  .describe('Id of a person. Who that is stands in the people directory, outside the policy.');
const seconds = z
  .int()
  .min(1)
  .max(SECONDS_PER_DAY * 400);
const mode = z.enum(['enforce', 'observe']);
const risk = z.enum(['low', 'high', 'critical']);
/** RFC 3339 in UTC. ISO 8601 would let seconds go, and offsets make two spellings of one moment. */
const utcTime = z.iso
  .datetime({ message: UTC_TIME_MESSAGE, abort: true })
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, UTC_TIME_MESSAGE);
const sentence = z.string().trim().min(8, 'one sentence at least').max(2000);

const issuer = z
  .strictObject({
    level: z
      .enum(['guarded', 'hooked', 'observed'])
      .describe(
        'How Ambit meets it: its traffic passes a guard, it asks at issue, or its configuration and logs are read.',
      ),
    mode: mode
      .default('enforce')
      .describe(
        'For clients that do not say, and for clients that the policy does not know. `observe` refuses nothing for policy’s sake.',
      ),
  })
  .describe('An authorization server, by its issuer identifier (RFC 8414 §2).');

const person = z
  .strictObject({
    approvalKeys: z
      .array(z.string())
      .max(16)
      .default([])
      .describe(
        'C2SP verifier keys with which this person signs approvals; `ambit approve --generate-key` prints one.',
      ),
    approves: risk
      .nullable()
      .default(null)
      .describe('The highest risk that this person may approve; nothing when absent.'),
  })
  .describe('A person, by id.');

const resourceServer = z
  .strictObject({
    description: sentence.describe('What it serves.'),
    owner: personId,
    audience: z.url().describe('Resource indicator (RFC 8707) and `aud` of its tokens.'),
  })
  .describe('An API, by a short id.');

const scope = z
  .strictObject({
    resourceServer: z
      .string()
      .nullable()
      .default(null)
      .describe('The resource server at which it empowers; absent for the authorization server’s own (`openid`).'),
    description: sentence.describe('What it empowers, for who reads a consent page.'),
    why: sentence.describe('Why it exists.'),
    owner: personId,
    author: personId.describe('Who wrote this definition, and so can’t approve it.'),
    risk: risk.describe('`high` and `critical` ones need an approval, and so do clients that hold them.'),
    sensitivity: z.enum(['public', 'internal', 'confidential', 'restricted']).describe('Of the data that it reaches.'),
    maxTtlSeconds: seconds.describe('Longest life of an access token that carries it, in seconds.'),
    reviewIntervalDays: z.int().min(1).max(366).describe('How often its owner reviews it, in days.'),
  })
  .describe('A scope, by its name (RFC 6749 §3.3).');

const client = z
  .strictObject({
    issuer: z
      .string()
      .optional()
      .describe('Issuer at which it is registered; may be left out where the policy has only one.'),
    owner: personId,
    author: personId.describe('Who wrote this definition, and so can’t approve it.'),
    purpose: sentence.describe('What it is for.'),
    grantTypes: z
      .array(z.enum(['authorization_code', 'client_credentials', 'refresh_token']))
      .min(1)
      .describe('Grant types that it may use.'),
    redirectUris: z.array(z.string()).default([]).describe('Exact redirect URIs (RFC 9700 §2.1).'),
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
    maxTtlSeconds: seconds.describe('Longest life of its access tokens, in seconds.'),
    expires: utcTime.describe('When it ends: from then on it gets nothing. RFC 3339, UTC.'),
    mode: mode.optional().describe('`enforce` or `observe`; its issuer’s when absent.'),
  })
  .describe('A client, by its client id.');

const limits = z
  .strictObject({
    maxStaleSeconds: z
      .number()
      .min(0)
      .max(3600)
      .default(30)
      .describe('Longest silence of the revocation feed before calls are refused, in seconds.'),
    maxStaleHighRiskSeconds: z
      .number()
      .min(0)
      .max(60)
      .default(1)
      .describe('The same for calls that need a high or critical scope.'),
    maxSequencingLagSeconds: z
      .number()
      .min(0.1)
      .max(60)
      .default(2)
      .describe('Longest time that entries wait to be sequenced before issuing stops, in seconds.'),
    unrecordedTokens: z
      .enum(['refuse', 'record'])
      .default('refuse')
      .describe('What an API guard does with a valid token that has no birth in the ledger.'),
  })
  .describe('Bounds that the guards keep.');

const roleMapping = z
  .strictObject({
    claim: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_:./-]{0,199}$/, 'the name of a claim')
      .describe('The claim of the ID token: `groups`, `roles`, `sub` …'),
    value: z
      .string()
      .min(1)
      .max(256)
      .describe('What the claim says, or one item of the list that it is. Compared exactly.'),
    issuer: z
      .string()
      .optional()
      .describe('Issuer that the claim has to come from; may be left out where the policy has only one.'),
    person: personId
      .nullable()
      .default(null)
      .describe('The person who signs in so. Only where the claim is `sub`: a group is nobody in particular.'),
  })
  .describe('Whoever signs in with this claim has the role.');

const mappings = z.array(roleMapping).min(1).max(64).optional();

const consoleSection = z
  .strictObject({
    author: personId.describe('Who wrote these mappings, and so can’t approve them.'),
    roles: z
      .strictObject({
        viewer: mappings.describe('May read everything but evidence.'),
        auditor: mappings.describe('May read everything, verify the ledger and take evidence.'),
        approver: mappings.describe('May read everything but evidence, and is asked for approvals.'),
        admin: mappings.describe('May do everything: revoke tokens and activate the policy, too.'),
      })
      .describe(
        'Mappings of `approver` and `admin`, and all that name a person, need an approval as a critical scope does.',
      ),
  })
  .describe('Who may do what in the console.');

/** One policy file. Any file may hold any of these; a definition stands in one file only. */
export const policyFile = z.strictObject({
  environment: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,40}$/)
    .optional()
    .describe('The environment that this policy is for: `production`, `staging` …'),
  issuers: z.record(z.string(), issuer).optional(),
  people: z.record(personId, person).optional(),
  resourceServers: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,60}$/), resourceServer).optional(),
  scopes: z.record(z.string(), scope).optional(),
  clients: z.record(z.string(), client).optional(),
  limits: limits.optional(),
  console: consoleSection.optional(),
});

export type PolicyFile = z.infer<typeof policyFile>;
/** The maps of definitions. */
export const SECTIONS = ['issuers', 'people', 'resourceServers', 'scopes', 'clients'] as const;
export type Section = (typeof SECTIONS)[number];
export const defaultLimits = limits.parse({});

const DEFINITIONS = {
  issuers: issuer,
  people: person,
  resourceServers: resourceServer,
  scopes: scope,
  clients: client,
};

/** The fields that a file may have at a path, for "did you mean". */
export function fieldsAt(path: readonly (string | number)[]): string[] {
  const [section] = path;
  if (section === undefined) return Object.keys(policyFile.shape);
  if (section === 'limits') return Object.keys(limits.shape);
  if (section === 'console') {
    if (path.length === 1) return Object.keys(consoleSection.shape);
    return Object.keys(path.length === 2 ? consoleSection.shape.roles.shape : roleMapping.shape);
  }
  const definition = SECTIONS.find((one) => one === section);
  return definition === undefined ? [] : Object.keys(DEFINITIONS[definition].shape);
}
