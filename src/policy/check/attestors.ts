import { type ApprovalKey, approvalKeyIdentity, parseApprovalKey } from '../approval-key.ts';
import type { Complaints } from './complaints.ts';

/** Attestors have keys of their own and name one host, and an account there is one person's. */
export function checkAttestors(complaints: Complaints): void {
  const { attestors = [], people } = complaints.policy;
  const keys = new Map<string, string>();
  for (const { id, approvalKeys } of people)
    for (const key of approvalKeys) {
      const identity = identityOf(key);
      if (identity !== null) keys.set(identity, id);
    }
  const hosts = new Map<string, string>();
  for (const { id, author, key, attests, api, repository, approves } of attestors) {
    complaints.reference(['attestors', id, 'author'], 'person', author);
    const identity = identityOf(key, 'note');
    if (identity === null)
      complaints.complain(
        ['attestors', id, 'key'],
        'attestor_key_invalid',
        'this is no verifier key',
        'Paste what ambit approve --generate-key printed.',
      );
    const owner = identity === null ? undefined : keys.get(identity);
    if (owner !== undefined)
      complaints.complain(
        ['attestors', id, 'key'],
        'attestor_key_shared',
        `this key is ${owner}'s too`,
        'Make a key for the attestor alone: nobody could say whose word it was.',
      );
    if (identity !== null) keys.set(identity, id);
    const isReview = attests !== 'session' && attests !== 'check_run';
    if (isReview ? api === undefined || repository === undefined : api !== undefined || repository !== undefined)
      complaints.complain(
        ['attestors', id],
        'attestor_incomplete',
        isReview
          ? 'nothing says of which host and repository'
          : `${attests === 'session' ? 'sessions' : 'check runs'} are of no host and repository`,
        isReview ? 'Add api: and repository:.' : 'Remove api and repository.',
        'key',
      );
    if ((attests === 'check_run') !== (approves === undefined))
      complaints.complain(
        ['attestors', id],
        'attestor_incomplete',
        attests === 'check_run' ? 'check runs approve nothing' : 'nothing says up to which risk it may vouch',
        attests === 'check_run' ? 'Remove approves.' : 'Add approves: low, high or critical.',
        'key',
      );
    if (api === undefined) continue;
    const host = hosts.get(attests);
    if (host !== undefined && host !== api)
      complaints.complain(
        ['attestors', id, 'api'],
        'attestor_host_differs',
        `another attestor asks ${host}, where account ids are other people's`,
        'Name one host of a kind: the accounts of people are of one.',
      );
    hosts.set(attests, api);
    if (api.startsWith('http://') && !/^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/.test(api))
      complaints.complain(
        ['attestors', id, 'api'],
        'attestor_host_insecure',
        'what comes over http is nobody’s word',
        'Use https; http is for the loopback interface.',
      );
  }
  checkAccounts(complaints);
}

function checkAccounts(complaints: Complaints): void {
  const owners = new Map<string, string>();
  for (const { id, identities = {} } of complaints.policy.people)
    for (const host of ['github', 'gitlab'] as const) {
      const account = identities[host];
      if (account === undefined) continue;
      const owner = owners.get(`${host} ${account}`);
      if (owner !== undefined)
        complaints.complain(
          ['people', id, 'identities', host],
          'account_shared',
          `this account is ${owner}'s too`,
          'An account is one person’s.',
        );
      owners.set(`${host} ${account}`, id);
    }
}

/** Null for what is no key, or none of the kind: people's are complained of where they stand. */
function identityOf(text: string, kind?: ApprovalKey['kind']): string | null {
  try {
    const key = parseApprovalKey(text);
    return kind === undefined || key.kind === kind ? approvalKeyIdentity(key) : null;
  } catch {
    return null;
  }
}
