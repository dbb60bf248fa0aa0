import type { Decision, Facts, UseRequest } from '../../decision/index.ts';
import type { EntryDraft, EntryKind } from '../../ledger/index.ts';
import type { Json } from '../../proof/index.ts';
import type { AccessToken } from '../../tokens/index.ts';
import type { KnownToken } from './known-tokens.ts';

/** One use of a token, decided: request, facts and digests are all that it takes to decide it again. */
export interface Use {
  /** Name of the API. */
  readonly api: string;
  readonly token: AccessToken;
  readonly known: KnownToken;
  readonly request: UseRequest;
  readonly facts: Facts;
  readonly decision: Decision;
  readonly policyDigest: string;
  readonly openApiDigest: string;
}

/** The entry of one use, or of several that were decided alike. */
export function useDraft(
  kind: EntryKind,
  use: Use,
  operation: string,
  subject: string | null,
  more: { readonly [name: string]: Json } = {},
): EntryDraft {
  const { api, token, known, request, facts, decision, policyDigest, openApiDigest } = use;
  const { birth } = known;
  return {
    kind,
    issuer: token.issuer,
    operation,
    after: birth !== null ? [birth.decision] : facts.token?.adoption === undefined ? [] : [facts.token.adoption.id],
    digests: { policy: policyDigest, openapi: openApiDigest },
    subject,
    refs: [
      `token:${token.fingerprint}`,
      `client:${token.clientId}`,
      ...(birth === null ? [] : [`grant:${birth.grantId}`]),
      ...(facts.token?.adoption === undefined ? [] : [`adoption:${facts.token.adoption.id}`]),
      ...(decision.elevation?.ids ?? []).map((id) => `elevation:${id}`),
    ],
    body: { api, request: asJson(request), facts: asJson(facts), decision: asJson(decision), ...more },
  };
}

/** Plain data of this code base as JSON: interfaces have no index signature, though what they describe is JSON. */
function asJson(value: object): Json {
  return value as Json;
}
