import { LOOPBACK_HOST } from '../redirect-uri.ts';
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
