import type { RequestHead } from '../../gateway/index.ts';
import type { Policy } from '../../policy/index.ts';
import type { Answer } from './answer.ts';
import type { GuardContext } from './guard-context.ts';

type Headers = Answer['headers'];

const PREFLIGHT_SECONDS = '600';
const originsOf = new WeakMap<Policy, ReadonlyMap<string, ReadonlySet<string>>>();

/**
 * Headers by which a browser lets an application read the answer to its token request (Fetch §3.3): those of an application that
 * redeems its codes itself, which is a client that keeps no secret, at the origin of one of its redirect URIs. Nothing is given by
 * them that another origin couldn't ask for; it only couldn't read it, and no cookie counts at these endpoints.
 */
export function crossOriginHeaders({ activePolicy, issuer }: GuardContext, { headers }: RequestHead): Headers {
  const origin = headers.get('origin');
  const policy = activePolicy.current()?.identified.policy;
  if (origin === undefined) return [];
  const vary = ['Vary', 'Origin'] as const;
  if (policy === undefined || originsOfApplications(policy).get(issuer)?.has(origin) !== true) return [vary];
  return [
    vary,
    ['Access-Control-Allow-Origin', origin],
    ['Access-Control-Expose-Headers', 'DPoP-Nonce, Retry-After, WWW-Authenticate'],
  ];
}

/** The answer to a browser that asks whether it may send the request (Fetch §3.3.4); null where this is no such question. */
export function preflightAnswer(head: RequestHead, allowed: Headers): Answer | null {
  const asked = head.headers.get('access-control-request-method') ?? '';
  if (head.method !== 'OPTIONS' || (asked !== 'POST' && asked !== 'GET')) return null;
  if (!allowed.some(([name]) => name === 'Access-Control-Allow-Origin')) return null;
  return {
    status: 204,
    headers: [
      ['Access-Control-Allow-Methods', 'GET, POST'],
      ['Access-Control-Allow-Headers', 'Authorization, Content-Type, DPoP'],
      ['Access-Control-Max-Age', PREFLIGHT_SECONDS],
    ],
    body: '',
  };
}

/** By issuer. A redirect URI of an application on the device has no origin that a browser sends. */
function originsOfApplications(policy: Policy): ReadonlyMap<string, ReadonlySet<string>> {
  const known = originsOf.get(policy);
  if (known !== undefined) return known;
  const origins = new Map<string, Set<string>>();
  for (const { issuer, kind, redirectUris } of policy.clients) {
    if (kind === 'confidential' || kind === 'machine') continue;
    const ofIssuer = origins.get(issuer) ?? new Set<string>();
    origins.set(issuer, ofIssuer);
    for (const uri of redirectUris) if (/^https?:/.test(uri)) ofIssuer.add(new URL(uri).origin);
  }
  originsOf.set(policy, origins);
  return origins;
}
