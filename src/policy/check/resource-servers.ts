import type { Complaints } from './complaints.ts';

/** What serves, by whom, under which audience (RFC 8707 §2). */
export function checkResourceServers(complaints: Complaints): void {
  for (const { id, owner, audience } of complaints.policy.resourceServers) {
    complaints.owner(['resourceServers', id, 'owner'], owner);
    if (audience.includes('#'))
      complaints.complain(
        ['resourceServers', id, 'audience'],
        'audience_invalid',
        'a resource indicator has no fragment (RFC 8707 §2)',
        'Remove the part from # on.',
      );
  }
}
