import { z } from 'zod';
import { editorSchema, type JsonSchema } from '../../policy/index.ts';
import type { ReasonCode } from '../types.ts';

/** What a file of expectations (`*.test.yaml`) may say: the one source of validation, of its reference in `docs/` and of the JSON Schema for editors. */

const UTC_TIME_MESSAGE = 'a time reads 2027-01-31T00:00:00Z';

/** Every reason that a decision can give: a new one that is missing here is a type error. */
// Stryker disable BooleanLiteral: only the names count.
const REASONS: Readonly<Record<ReasonCode, true>> = {
  issuer_unknown: true,
  client_unknown: true,
  client_expired: true,
  grant_type_not_allowed: true,
  redirect_uri_not_registered: true,
  scope_omitted_without_default: true,
  scope_unknown: true,
  scope_replaced: true,
  scope_not_allowed_for_client: true,
  scope_needs_elevation: true,
  scope_exceeds_grant: true,
  resource_unknown: true,
  resource_ambiguous: true,
  resource_not_granted: true,
  scope_of_other_resource: true,
  scope_too_risky_for_device: true,
  grant_missing: true,
  assertion_not_allowed: true,
  assertion_expired: true,
  assertion_too_long: true,
  scope_exceeds_assertion: true,
  actor_not_allowed: true,
  actors_too_many: true,
  grant_of_other_client: true,
  grant_revoked: true,
  nothing_left: true,
  token_missing: true,
  token_expired: true,
  token_revoked: true,
  token_unrecorded: true,
  adoption_window_over: true,
  token_of_other_audience: true,
  scope_insufficient: true,
  scope_out_of_policy: true,
  feed_stale: true,
  request_not_pushed: true,
  request_not_signed: true,
  proof_missing: true,
  claim_not_allowed: true,
};
// Stryker restore BooleanLiteral

const reason = z.enum(Object.keys(REASONS) as [ReasonCode, ...ReasonCode[]]);
const utcTime = z.iso
  .datetime({ message: UTC_TIME_MESSAGE, abort: true })
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, UTC_TIME_MESSAGE);
const scopes = z.array(z.string());

const expected = z
  .strictObject({
    outcome: z.enum(['permit', 'narrow', 'refuse']).describe('What becomes of the request.'),
    scopes: scopes
      .optional()
      .describe('Exactly the scopes that are granted, in any order. A `narrow` has to say them.'),
    reason: reason
      .optional()
      .describe('Why the whole is refused. A `refuse` has to say it: one for another reason proves nothing.'),
    withheld: z
      .record(z.string(), reason)
      .optional()
      .describe('Exactly the scopes that are withheld, each with its reason.'),
    maxTtlSeconds: z.int().min(0).optional().describe('Longest life of the token that is granted, in seconds.'),
    mode: z
      .enum(['enforce', 'observe'])
      .default('enforce')
      .describe('Whether a refusal is carried out: in `observe` the request passes all the same.'),
  })
  .describe('The decision that is expected. What it does not say may be anything.');

const use = z
  .strictObject({
    token: scopes.describe('Scopes that the token carries.'),
    audience: z.string().describe('Audience of the API that is called, and of the token.'),
    needs: z
      .array(scopes)
      .min(1)
      .describe('What the operation needs: alternatives, each a list of scopes that are all needed (as in OpenAPI).'),
  })
  .describe('A call of an operation with a token, instead of a request for one.');

const expectation = z
  .strictObject({
    name: z.string().trim().min(3).max(200).describe('What the team means by it, in words.'),
    client: z.string().describe('Client id, also one that the policy should not know.'),
    issuer: z
      .string()
      .optional()
      .describe('The client’s issuer when absent; of an unknown client, the policy’s only one.'),
    grantType: z
      .enum(['authorization_code', 'client_credentials', 'refresh_token'])
      .optional()
      .describe('The only one that the client has beside `refresh_token` when absent.'),
    scopes: scopes.optional().describe('Scopes asked for; absent, none is asked for (RFC 6749 §3.3).'),
    resources: z.array(z.string()).default([]).describe('Resource indicators asked for (RFC 8707).'),
    redirectUri: z.string().optional().describe('Redirect URI of the request; none when absent.'),
    granted: scopes
      .optional()
      .describe('Scopes of the earlier grant that is exchanged or refreshed; no grant when absent.'),
    use: use.optional(),
    at: utcTime.optional().describe('When it is asked, RFC 3339 in UTC; the file’s `at`, else now.'),
    expect: expected,
  })
  .superRefine(({ use: used, expect, ...asked }, context) => {
    const complain = (path: string[], message: string): void => context.addIssue({ code: 'custom', path, message });
    if (used !== undefined)
      for (const field of ['grantType', 'scopes', 'redirectUri', 'granted'] as const)
        if (asked[field] !== undefined) complain([field], 'a use of a token asks for nothing: say use, or this');
    if (used !== undefined && asked.resources.length > 0)
      complain(['resources'], 'a use of a token asks for nothing: say use, or this');
    if (used !== undefined && expect.outcome === 'narrow')
      complain(['expect', 'outcome'], 'a use is permitted or refused');
    if (expect.outcome === 'refuse' && expect.reason === undefined)
      complain(['expect', 'outcome'], 'a refusal is expected for a reason: add reason');
    if (expect.outcome !== 'refuse' && expect.reason !== undefined)
      complain(['expect', 'reason'], 'only a refusal has a reason of its own: use withheld');
    if (expect.outcome === 'narrow' && expect.scopes === undefined)
      complain(['expect', 'outcome'], 'a narrowing leaves scopes: add scopes');
  })
  .describe('One request, and the decision that it should get.');

/** A file of expectations. */
export const policyTestFile = z.strictObject({
  at: utcTime.optional().describe('When everything in this file is asked, RFC 3339 in UTC; now when absent.'),
  expectations: z.array(expectation).min(1).describe('What the policy should do.'),
});

export type PolicyTestFile = z.infer<typeof policyTestFile>;
export type Expectation = PolicyTestFile['expectations'][number];

/** The JSON Schema of such a file, for editors. */
export function policyTestSchema(): JsonSchema {
  return editorSchema(policyTestFile, 'Expectations of an Ambit policy');
}

/** The fields that a file may have at a path, for "did you mean". */
export function testFieldsAt(path: readonly (string | number)[]): string[] {
  if (path.length === 0) return Object.keys(policyTestFile.shape);
  if (path[0] !== 'expectations' || path.length < 2) return [];
  if (path.length === 2) return Object.keys(expectation.shape);
  if (path[2] === 'expect' && path.length === 3) return Object.keys(expected.shape);
  return path[2] === 'use' && path.length === 3 ? Object.keys(use.shape) : [];
}
