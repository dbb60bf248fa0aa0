import { itemsOf, membersOf, numberOf, textOf, textsOf } from '../reading.ts';
import type { ExportedEntry, Facts, KindMapping, OcsfPlace, Severity } from '../types.ts';

/** OCSF's activities of Authorize Session and Entity Management. */
const [ASSIGN_PRIVILEGES, OTHER] = [1, 99];

const BY_RISK: Readonly<Record<string, Severity>> = { low: 'low', high: 'medium', critical: 'high' };

function elevation({ id, entry: { body, subject } }: ExportedEntry): Partial<Facts> {
  const endsAt = numberOf(body['endsAt']);
  return {
    severity: BY_RISK[textOf(body['risk']) ?? ''] ?? 'medium',
    reason: textOf(body['cause']),
    clientId: textOf(body['clientId']),
    subject,
    person: textOf(membersOf(body['by'])['person']) ?? textOf(body['person']),
    scopes: textsOf(body['scopes']),
    count: body['approvals'] === undefined ? null : itemsOf(body['approvals']).length,
    expiresAt: endsAt === null ? null : endsAt * 1000,
    entity: { type: 'elevation', uid: textOf(body['request']) ?? id, name: null },
  };
}

const asEntity = (activityName: string) => (): OcsfPlace => ({
  class: 'entity_management',
  activity: OTHER,
  activityName,
});
const asPrivileges = (): OcsfPlace => ({ class: 'authorize_session', activity: ASSIGN_PRIVILEGES });

function told(caption: string, action: string, ocsf: KindMapping['ocsf'], more: Partial<Facts> = {}): KindMapping {
  return { caption, facts: (logged) => ({ ...elevation(logged), action, ...more }), ocsf };
}

export const elevations = {
  'elevation.requested': told('Elevation asked for', 'ask', asEntity('Ask')),
  'elevation.approved': told('Elevation approved', 'approve', asEntity('Approve')),
  'elevation.denied': told('Elevation denied', 'deny', asEntity('Deny'), { outcome: 'failure' }),
  'elevation.withdrawn': told('Elevation withdrawn', 'withdraw', asEntity('Withdraw')),
  'elevation.started': told('Elevation started', 'elevate', asPrivileges),
  'elevation.taken': told('Elevation taken without approval', 'elevate', asPrivileges, { severity: 'critical' }),
  'elevation.ended': told('Elevation ended', 'end', asEntity('End')),
  'elevation.reviewed': told('Elevation reviewed', 'review', asEntity('Review')),
} satisfies Readonly<Record<string, KindMapping>>;
