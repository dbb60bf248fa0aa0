import type { Policy } from '../../policy/index.ts';
import { canonicalJson, type Json } from '../../proof/index.ts';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const textOrNull: Check = (value) => value === null || text(value);
const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
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
      (name) => Object.hasOwn(value, name) && members[name]?.((value as Record<string, unknown>)[name]),
    );

const risk = oneOf('low', 'high', 'critical');
const mode = oneOf('enforce', 'observe');
const approvals = list(record({ note: text }));

const policy = record({
  format: oneOf(1),
  environment: text,
  issuers: list(record({ issuer: text, level: oneOf('guarded', 'hooked', 'observed'), mode })),
  people: list(
    record({ id: text, approvalKeys: list(text), approves: (value) => value === null || risk(value), approvals }),
  ),
  resourceServers: list(record({ id: text, description: text, owner: text, audience: text })),
  scopes: list(
    record({
      ...{ name: text, resourceServer: textOrNull, description: text, why: text, owner: text, author: text, risk },
      ...{ sensitivity: text, maxTtlSeconds: number, reviewIntervalDays: number, approvals },
    }),
  ),
  clients: list(
    record({
      ...{ issuer: text, clientId: text, owner: text, author: text, purpose: text, grantTypes: list(text) },
      ...{ redirectUris: list(text), standing: list(text), eligible: list(text), approvals, expires: text, mode },
      defaultScopes: (value) => value === null || list(text)(value),
      overBroad: oneOf('refuse', 'narrow'),
      maxTtlSeconds: number,
    }),
  ),
  limits: record({
    maxStaleSeconds: number,
    maxStaleHighRiskSeconds: number,
    maxSequencingLagSeconds: number,
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
