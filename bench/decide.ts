import { createRequire } from 'node:module';
import { newEnforcer, newModelFromString, StringAdapter } from 'casbin';
import { decide, type Facts, type GrantRequest } from '../src/decision/index.ts';
import type { IdentifiedPolicy } from '../src/policy/index.ts';
import { type BenchRow, ratePerSecond, row } from './row.ts';

const ISSUER = 'https://issuer.example';
const CLIENTS = 10_000;
const SCOPES = 500;
const STANDING = 5;
const ASKED = 3;
const SECONDS = 2;

const scopeName = (number: number): string => `api${Math.floor(number / 10)}:operation${number % 10}`;
const clientName = (number: number): string => `client-${number}`;
/** All scopes of a client are at one resource server, as one access token is for one audience. */
const standingOf = (client: number): string[] => {
  const base = (client % (SCOPES / 10)) * 10;
  return Array.from({ length: STANDING }, (_, offset) => scopeName(base + offset)).sort();
};

function policyOf(clients: number): IdentifiedPolicy {
  const person = 'p-1';
  return {
    digest: 'sha256:bench',
    policy: {
      format: 1,
      environment: 'bench',
      issuers: [{ issuer: ISSUER, level: 'guarded', mode: 'enforce' }],
      people: [],
      resourceServers: Array.from({ length: SCOPES / 10 }, (_, number) => ({
        id: `api${number}`,
        description: 'bench',
        owner: person,
        audience: `https://api${number}.example`,
      })),
      scopes: Array.from({ length: SCOPES }, (_, number) => ({
        name: scopeName(number),
        resourceServer: `api${Math.floor(number / 10)}`,
        description: 'bench',
        why: 'bench',
        owner: person,
        author: person,
        risk: 'low',
        sensitivity: 'internal',
        maxTtlSeconds: 600,
        reviewIntervalDays: 90,
        approvals: [],
      })),
      clients: Array.from({ length: clients }, (_, number) => ({
        issuer: ISSUER,
        clientId: clientName(number),
        owner: person,
        author: person,
        purpose: 'bench',
        grantTypes: ['client_credentials'],
        redirectUris: [],
        standing: standingOf(number),
        eligible: [],
        defaultScopes: null,
        overBroad: 'refuse',
        maxTtlSeconds: 600,
        expires: '2040-01-01T00:00:00Z',
        mode: 'enforce',
        approvals: [],
      })),
      limits: {
        maxStaleSeconds: 30,
        maxStaleHighRiskSeconds: 1,
        maxSequencingLagSeconds: 2,
        unrecordedTokens: 'refuse',
      },
    },
  };
}

interface Question {
  readonly client: string;
  readonly scopes: readonly string[];
}

/** Half are within the policy and half ask for one scope too many. */
function questions(clients: number): Question[] {
  return Array.from({ length: 1000 }, (_, number) => {
    const client = (number * 7919) % clients;
    const scopes = standingOf(client).slice(0, ASKED);
    if (number % 2 === 1) scopes[ASKED - 1] = scopeName(((client % (SCOPES / 10)) * 10 + 9) % SCOPES);
    return { client: clientName(client), scopes: scopes.sort() };
  });
}

async function ambit(asked: readonly Question[]): Promise<number> {
  const policy = policyOf(CLIENTS);
  const facts: Facts = { time: 1_800_000_000, priorGrant: null, token: null, feedSilentSeconds: null };
  const requests = asked.map(
    ({ client, scopes }): GrantRequest => ({
      kind: 'grant',
      issuer: ISSUER,
      clientId: client,
      grantType: 'client_credentials',
      scopes,
      resources: [],
      redirectUri: null,
    }),
  );
  let next = 0;
  let refused = 0;
  const rate = await ratePerSecond(SECONDS, 10_000, () => {
    const request = requests[next++ % requests.length];
    if (request !== undefined && decide(policy, request, facts).outcome === 'refuse') refused++;
  });
  if (refused === 0 || refused === next) throw new Error('the questions must be permitted and refused in turn');
  return rate;
}

async function cedar(asked: readonly Question[]): Promise<number> {
  const { preparsePolicySet, statefulIsAuthorized } = createRequire(import.meta.url)(
    '@cedar-policy/cedar-wasm/nodejs',
  ) as typeof import('@cedar-policy/cedar-wasm/nodejs');
  const staticPolicies: Record<string, string> = {};
  for (let client = 0; client < CLIENTS; client++) {
    const scopes = standingOf(client).map((scope) => `Scope::"${scope}"`);
    staticPolicies[clientName(client)] =
      `permit (principal == Client::"${clientName(client)}", action == Action::"hold", resource) when { [${scopes.join(', ')}].contains(resource) };`;
  }
  const prepared = preparsePolicySet('bench', { staticPolicies });
  if (prepared.type !== 'success') throw new Error('Cedar did not take the policy');
  const action = { type: 'Action', id: 'hold' };
  let next = 0;
  return ratePerSecond(SECONDS, 1, () => {
    const question = asked[next++ % asked.length];
    for (const scope of question?.scopes ?? [])
      statefulIsAuthorized({
        principal: { type: 'Client', id: question?.client ?? '' },
        action,
        resource: { type: 'Scope', id: scope },
        context: {},
        preparsedPolicySetId: 'bench',
        entities: [],
      });
  });
}

async function casbin(asked: readonly Question[]): Promise<number> {
  const model = newModelFromString(
    [
      '[request_definition]',
      'r = sub, obj, act',
      '[policy_definition]',
      'p = sub, obj, act',
      '[policy_effect]',
      'e = some(where (p.eft == allow))',
      '[matchers]',
      'm = r.sub == p.sub && r.obj == p.obj && r.act == p.act',
    ].join('\n'),
  );
  const lines: string[] = [];
  for (let client = 0; client < CLIENTS; client++)
    for (const scope of standingOf(client)) lines.push(`p, ${clientName(client)}, ${scope}, hold`);
  const enforcer = await newEnforcer(model, new StringAdapter(lines.join('\n')));
  let next = 0;
  return ratePerSecond(SECONDS, 1, async () => {
    const question = asked[next++ % asked.length];
    for (const scope of question?.scopes ?? []) await enforcer.enforce(question?.client, scope, 'hold');
  });
}

/** Decisions a second at 10,000 clients and 500 scopes, three scopes a request, against Cedar (WASM) and casbin. */
export async function benchDecide(): Promise<BenchRow[]> {
  const asked = questions(CLIENTS);
  const ours = await ambit(asked);
  const unit = 'decisions/s';
  return [
    row(`decide, ${CLIENTS} clients`, ours, unit, { name: 'a million a second', value: 1_000_000 }, 1),
    row(`decide, ${CLIENTS} clients`, ours, unit, { name: 'Cedar (WASM), prepared', value: await cedar(asked) }, 100),
    row(`decide, ${CLIENTS} clients`, ours, unit, { name: 'casbin', value: await casbin(asked) }, 100),
  ];
}
