import { type Policy, REQUIREMENTS } from '../../policy/index.ts';
import { canonicalJson, type Json } from '../../proof/index.ts';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const textOrNull: Check = (value) => value === null || text(value);
/** As the policy's schema bounds it: a limit that is beyond what a compiler takes would make every lateness one that is allowed. */
const between =
  (least: number, most: number): Check =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most;
const seconds = between(1, 400 * 86_400);
/** What has no end ends never, so that the end of a client has to be a time that there is. */
const utcTime: Check = (value) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) && !Number.isNaN(Date.parse(value));
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const list =
  (of: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(of);
const record =
  (members: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(members).every(
      (name) =>
        (Object.hasOwn(value, name) || members[name]?.(undefined)) &&
        members[name]?.((value as Record<string, unknown>)[name]),
    );

/** Not there in policies that say nothing of it. */
const optional =
  (of: Check): Check =>
  (value) =>
    value === undefined || of(value);
const whole: Check = (value) => Number.isSafeInteger(value) && (value as number) > 0;

/** One definition a name: of two, one test would read the first and another the second. */
const named =
  (name: string, of: Check): Check =>
  (value) =>
    list(of)(value) &&
    new Set((value as Record<string, unknown>[]).map((one) => one[name])).size === (value as []).length;

const risk = oneOf('low', 'high', 'critical');
const mode = oneOf('enforce', 'observe');
const approvals = list(record({ note: text }));

const policy = record({
  format: oneOf(1),
  environment: text,
  issuers: named('issuer', record({ issuer: text, level: oneOf('guarded', 'hooked', 'observed'), mode })),
  people: named(
    'id',
    record({
      ...{ id: text, approvalKeys: list(text), approves: (value) => value === null || risk(value), approvals },
      identities: optional(record({ github: optional(whole), gitlab: optional(whole) })),
    }),
  ),
  attestors: optional(
    named(
      'id',
      record({
        id: text,
        author: text,
        attests: text,
        api: optional(text),
        repository: optional(whole),
        key: text,
        approves: risk,
        approvals,
      }),
    ),
  ),
  resourceServers: named('id', record({ id: text, description: text, owner: text, audience: text })),
  scopes: named(
    'name',
    record({
      ...{ name: text, resourceServer: textOrNull, description: text, why: text, owner: text, author: text, risk },
      ...{ sensitivity: text, maxTtlSeconds: seconds, reviewIntervalDays: between(1, 366), approvals },
    }),
  ),
  clients: named(
    'clientId',
    record({
      ...{ issuer: text, clientId: text, owner: text, author: text, purpose: text, grantTypes: list(text) },
      ...{ redirectUris: list(text), standing: list(text), eligible: list(text), approvals, expires: utcTime, mode },
      defaultScopes: (value) => value === null || list(text)(value),
      overBroad: oneOf('refuse', 'narrow'),
      claims: optional(list(text)),
      requires: optional(list(oneOf(...REQUIREMENTS))),
      exchange: optional(record({ tokensOf: list(text), maxActors: optional(whole) })),
      assertions: optional(
        list(
          record({
            ...{ issuer: text, subjects: optional(list(text)), scopes: optional(list(text)) },
            maxLifeSeconds: optional(whole),
          }),
        ),
      ),
      maxTtlSeconds: seconds,
    }),
  ),
  limits: record({
    maxStaleSeconds: between(0, 3600),
    maxStaleHighRiskSeconds: between(0, 60),
    maxSequencingLagSeconds: between(0.1, 60),
    unrecordedTokens: oneOf('refuse', 'record'),
  }),
});

/** A compiled policy in its canonical spelling; null for everything else. */
export function parsePolicy(bytes: Uint8Array): Policy | null {
  try {
    const written = Buffer.from(bytes).toString('utf8');
    const value: unknown = JSON.parse(written);
    return canonicalJson(value as Json) === written && policy(value) ? (value as Policy) : null;
  } catch {
    return null;
  }
}
