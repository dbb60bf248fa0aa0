import { nameOfClient } from '../client-reading.ts';
import { LOOPBACK_HOST } from '../redirect-uri.ts';
import type { Issuer } from '../types.ts';
import type { Complaints } from './complaints.ts';

/** There is an issuer where the policy is whole, and each is one (RFC 8414 §2). */
export function checkIssuers(complaints: Complaints, whole: boolean): void {
  if (whole && complaints.policy.issuers.length === 0)
    complaints.complain(
      ['environment'],
      'issuer_missing',
      'the policy names no issuer',
      'Add issuers: with the issuer of your authorization server.',
    );
  for (const { issuer } of complaints.policy.issuers) {
    const problem = issuerProblem(issuer);
    if (problem !== null)
      complaints.complain(
        ['issuers', issuer],
        'issuer_invalid',
        `${issuer} is no issuer: ${problem}`,
        'An issuer is an https URL without query and fragment (RFC 8414 §2).',
        'key',
      );
  }
  for (const issuer of complaints.policy.issuers) checkCanary(complaints, issuer);
}

function checkCanary(complaints: Complaints, { issuer, mode, canary }: Issuer): void {
  if (canary === undefined) return;
  const at = ['issuers', issuer, 'canary'];
  if (mode !== 'observe')
    complaints.complain(
      at,
      'canary_unused',
      `${issuer} enforces everything: a canary is for one that observes`,
      'Say mode: observe, or take the canary away.',
      'key',
    );
  for (const name of canary.clients ?? []) {
    if (!complaints.reference([...at, 'clients', name], 'client', name)) continue;
    const client = complaints.policy.clients.find((one) => nameOfClient(one) === name);
    if (client !== undefined && client.issuer !== issuer)
      complaints.complain(
        [...at, 'clients', name],
        'canary_of_other_issuer',
        `${name} is registered at ${client.issuer}`,
        'Name clients of this issuer alone.',
      );
    else if (client?.mode === 'observe')
      complaints.complain(
        [...at, 'clients', name],
        'canary_observed',
        `${name} says itself that it is only observed`,
        'Take mode: observe from the client, or the client from the canary.',
      );
  }
  complaints.twice(() => [...at, 'clients'], canary.clients ?? [], 'client_twice', 'client');
}

function issuerProblem(issuer: string): string | null {
  const url = URL.parse(issuer);
  if (url === null) return 'it is no URL';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK_HOST.test(url.hostname)))
    return 'it is not https';
  if (issuer.includes('?') || issuer.includes('#')) return 'it has a query or a fragment';
  if (url.username !== '' || url.password !== '') return 'it has a user';
  return url.href === issuer || url.href === `${issuer}/` ? null : `it is not in its plain spelling, ${url.href}`;
}
