import type { Decision, Facts, ScopeRequest } from '../decision/index.ts';
import type { Entry } from '../entries/index.ts';

/**
 * Bodies of entries, read strictly: writers are ours, and who reads evidence takes nobody's word for it. Null for a body that isn't
 * of its kind's form.
 */
type Members = { readonly [name: string]: unknown };

const isRecord = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isNumberOrNull = (value: unknown): boolean => value === null || isNumber(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isTime = (value: unknown): value is string =>
  isText(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && !Number.isNaN(Date.parse(value));

/** A decision as an entry has it: all that it takes to decide it again. */
export interface DecidedBody {
  readonly request: ScopeRequest;
  readonly facts: Facts;
  readonly decision: Decision;
  /** How many it stands for: one, but for summaries of uses. */
  readonly count: number;
  /** First and last of them; of a single one, the entry's own time. */
  readonly first: string;
  readonly last: string;
  /** The API of a use; null for a grant. */
  readonly api: string | null;
}

/** Kinds whose body is a decision. */
export const DECIDED_KINDS: ReadonlySet<string> = new Set([
  'decision.made',
  'token.used',
  'token.usage',
  'token.use_refused',
]);

/** Of `decision.made`, `token.used`, `token.usage` and `token.use_refused`. */
export function decidedOf({ body, kind, time }: Entry): DecidedBody | null {
  const { request, facts, decision } = body as Members;
  if (!isRequest(request) || !isFacts(facts) || !isDecision(decision)) return null;
  if ((request.kind === 'grant') !== (kind === 'decision.made')) return null;
  if (kind === 'decision.made') return { request, facts, decision, count: 1, first: time, last: time, api: null };
  const api = body['api'];
  if (!isText(api)) return null;
  if (kind === 'token.used') return { request, facts, decision, count: 1, first: time, last: time, api };
  const { count, first, last } = body as Members;
  if (!isCount(count) || count === 0 || !isTime(first) || !isTime(last)) return null;
  return { request, facts, decision, count, first, last, api };
}

function isRequest(value: unknown): value is ScopeRequest {
  if (!isRecord(value) || !isText(value['issuer']) || !isText(value['clientId'])) return false;
  if (value['kind'] === 'grant')
    return (
      isText(value['grantType']) &&
      (value['scopes'] === null || isTexts(value['scopes'])) &&
      isTexts(value['resources']) &&
      isTextOrNull(value['redirectUri']) &&
      (value['claims'] === undefined || isTexts(value['claims'])) &&
      (value['fulfils'] === undefined || isTexts(value['fulfils']))
    );
  return (
    value['kind'] === 'use' &&
    isText(value['audience']) &&
    isText(value['operation']) &&
    Array.isArray(value['required']) &&
    value['required'].every(isTexts)
  );
}

function isFacts(value: unknown): value is Facts {
  if (!isRecord(value) || !isNumber(value['time']) || !isNumberOrNull(value['feedSilentSeconds'])) return false;
  const { priorGrant: prior, token } = value;
  const priorHolds =
    prior === null ||
    (isRecord(prior) &&
      isText(prior['grantId']) &&
      isText(prior['clientId']) &&
      isTexts(prior['scopes']) &&
      isTextOrNull(prior['resource']) &&
      typeof prior['revoked'] === 'boolean');
  const tokenHolds =
    token === null ||
    (isRecord(token) &&
      isTexts(token['scopes']) &&
      isTexts(token['audiences']) &&
      isNumber(token['expiresAt']) &&
      typeof token['revoked'] === 'boolean' &&
      typeof token['recorded'] === 'boolean' &&
      (token['adoption'] === undefined || isTokenAdoption(token['adoption'])));
  const { exchanged, assertion } = value;
  const broughtHolds =
    (exchanged === undefined || isExchanged(exchanged)) && (assertion === undefined || isAssertion(assertion));
  return priorHolds && tokenHolds && broughtHolds;
}

function isExchanged(value: unknown): boolean {
  if (!isRecord(value) || !isNumber(value['endsAt']) || !isCount(value['actors'])) return false;
  const isParty = (party: unknown): boolean =>
    party === null || (isRecord(party) && isTextOrNull(party['clientId']) && isTextOrNull(party['subject']));
  return isParty(value['mayAct']) && isParty(value['actor']);
}

function isAssertion(value: unknown): boolean {
  return (
    isRecord(value) &&
    isText(value['issuer']) &&
    isTextOrNull(value['subjectPattern']) &&
    isTexts(value['audiences']) &&
    isNumber(value['expiresAt']) &&
    isNumberOrNull(value['issuedAt']) &&
    (value['scopes'] === null || isTexts(value['scopes'])) &&
    (value['resources'] === null || isTexts(value['resources'])) &&
    isTextOrNull(value['clientId'])
  );
}

function isTokenAdoption(value: unknown): boolean {
  return (
    isRecord(value) &&
    isText(value['id']) &&
    isNumberOrNull(value['from']) &&
    isNumberOrNull(value['before']) &&
    isNumberOrNull(value['endsAt']) &&
    isNumberOrNull(value['maxLifeSeconds']) &&
    isNumber(value['issuedAt'])
  );
}

function isDecision(value: unknown): value is Decision {
  return (
    isRecord(value) &&
    isNumber(value['semantics']) &&
    ['permit', 'narrow', 'refuse'].includes(value['outcome'] as string) &&
    ['enforce', 'observe'].includes(value['mode'] as string) &&
    isTexts(value['scopes']) &&
    Array.isArray(value['withheld']) &&
    value['withheld'].every((one) => isRecord(one) && isText(one['scope']) && isText(one['reason'])) &&
    isTextOrNull(value['reason']) &&
    isTextOrNull(value['error']) &&
    isTextOrNull(value['resource']) &&
    isNumber(value['maxTtlSeconds']) &&
    ['low', 'high', 'critical'].includes(value['risk'] as string)
  );
}

/** A token of a response. */
export interface BornToken {
  readonly type: 'access_token' | 'refresh_token';
  readonly fingerprint: string;
  readonly scopes: readonly string[];
  readonly audience: string | null;
  /** Seconds since 1970. */
  readonly expiresAt: number | null;
  /** When its server lets it end, where the guards end it earlier. */
  readonly serverExpiresAt?: number;
}

export interface IssuedBody {
  readonly clientId: string;
  readonly grantId: string;
  readonly grantType: string;
  readonly tokens: readonly BornToken[];
  /** What exceeded the decision. */
  readonly faults: readonly string[];
}

/** Of `token.issued` and `token.withheld`. */
export function issuedOf({ body }: Entry): IssuedBody | null {
  const { clientId, grantId, grantType, tokens, faults = [] } = body as Members;
  if (!isText(clientId) || !isText(grantId) || !isText(grantType) || !isTexts(faults)) return null;
  if (!Array.isArray(tokens) || !tokens.every(isBornToken)) return null;
  return { clientId, grantId, grantType, tokens, faults };
}

function isBornToken(value: unknown): value is BornToken {
  return (
    isRecord(value) &&
    (value['type'] === 'access_token' || value['type'] === 'refresh_token') &&
    isText(value['fingerprint']) &&
    isTexts(value['scopes']) &&
    isTextOrNull(value['audience']) &&
    isNumberOrNull(value['expiresAt']) &&
    (value['serverExpiresAt'] === undefined || isNumber(value['serverExpiresAt']))
  );
}

export interface RevokedTokenBody {
  readonly type: string;
  readonly fingerprint: string | null;
  readonly grantId: string | null;
  readonly clientId: string | null;
  readonly expiresAt: number | null;
  readonly reason: string;
  readonly upstream: string;
}

/** Of `token.revoked`. */
export function revokedOf({ body }: Entry): RevokedTokenBody | null {
  const { type, fingerprint, grantId, clientId, expiresAt, reason, upstream } = body as Members;
  const holds =
    isText(type) &&
    isTextOrNull(fingerprint) &&
    isTextOrNull(grantId) &&
    isTextOrNull(clientId) &&
    isNumberOrNull(expiresAt) &&
    isText(reason) &&
    isText(upstream);
  return holds ? (body as unknown as RevokedTokenBody) : null;
}

export interface RecognisedBody {
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly audiences: readonly string[];
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Of `token.recognised`. */
export function recognisedOf({ body }: Entry): RecognisedBody | null {
  const { clientId, scopes, audiences, issuedAt, expiresAt } = body as Members;
  const holds = isText(clientId) && isTexts(scopes) && isTexts(audiences) && isNumber(issuedAt) && isNumber(expiresAt);
  return holds ? (body as unknown as RecognisedBody) : null;
}

export interface ProcessBody {
  readonly role: string;
  readonly version: string;
  readonly clockAheadMilliseconds: number | null;
}

/** Of `process.started`, `process.heartbeat` and `process.stopped`. */
export function processOf({ body }: Entry): ProcessBody | null {
  const { role, version, clockAheadMilliseconds = null } = body as Members;
  const holds = isText(role) && isText(version) && isNumberOrNull(clockAheadMilliseconds);
  return holds ? { role, version, clockAheadMilliseconds: clockAheadMilliseconds as number | null } : null;
}

export interface StrangerCount {
  /** Endpoint of the issuer guard, or API. */
  readonly at: string;
  readonly reason: string;
  readonly count: number;
}

/** Of `refusals.summarised`. */
export function strangersOf({ body }: Entry): readonly StrangerCount[] | null {
  const { refusals } = body as Members;
  if (!Array.isArray(refusals)) return null;
  const counts: StrangerCount[] = [];
  for (const one of refusals) {
    if (!isRecord(one)) return null;
    const at = one['endpoint'] ?? one['api'];
    if (!isText(at) || !isText(one['reason']) || !isCount(one['count'])) return null;
    counts.push({ at, reason: one['reason'], count: one['count'] });
  }
  return counts;
}
