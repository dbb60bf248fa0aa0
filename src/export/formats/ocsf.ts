/**
 * OCSF 1.7.0: classes, activities and what each class requires as github.com/ocsf/ocsf-schema has them (v1.7.0 of 14 November 2025; files
 * `events/iam/*.json`, `events/application/*.json`, `events/findings/*.json`, `objects/*.json`), read in November 2026.
 */
import { jsonLine, jsonRecord, messageOf, placeIn } from '../record-text.ts';
import { type ExportedEvent, type ExportFormat, MAPPING_VERSION, type OcsfClass, type Severity } from '../types.ts';
import { OCSF_FIELDS } from './ocsf-fields.ts';

const OCSF_VERSION = '1.7.0';

const SEVERITIES: Readonly<Record<Severity, readonly [id: number, caption: string]>> = {
  informational: [1, 'Informational'],
  low: [2, 'Low'],
  medium: [3, 'Medium'],
  high: [4, 'High'],
  critical: [5, 'Critical'],
};

const STATUSES = { unknown: [0, 'Unknown'], success: [1, 'Success'], failure: [2, 'Failure'] } as const;
/** Findings have another list of statuses: they say how far somebody looked into them. */
const NEW_FINDING = [1, 'New'] as const;

const OTHER = 99;

interface ClassMapping {
  readonly uid: number;
  readonly category: readonly [uid: number, caption: string];
  readonly caption: string;
  /** Captions of the activities that are used. */
  readonly activities: Readonly<Record<number, string>>;
  /** What the class has beyond the base event. */
  more(event: ExportedEvent): { readonly [name: string]: unknown };
}

const IAM = [3, 'Identity & Access Management'] as const;
const APPLICATION = [6, 'Application Activity'] as const;

const CLASSES: Readonly<Record<OcsfClass, ClassMapping>> = {
  base_event: { uid: 0, category: [0, 'Uncategorized'], caption: 'Base Event', activities: {}, more: () => ({}) },
  detection_finding: {
    uid: 2004,
    category: [2, 'Findings'],
    caption: 'Detection Finding',
    activities: { 1: 'Create' },
    more: ({ facts: { finding, severity }, id, entry }) => ({
      is_alert: severity === 'high' || severity === 'critical',
      finding_info: {
        uid: finding?.uid ?? id,
        title: finding?.title,
        types: [entry.kind],
        created_time: Date.parse(entry.time),
      },
    }),
  },
  authentication: {
    uid: 3002,
    category: IAM,
    caption: 'Authentication',
    activities: { 1: 'Logon', 2: 'Logoff', 4: 'Service Ticket Request', 5: 'Service Ticket Renew' },
    more: (event) => ({
      user: userOf(event),
      actor: actorOf(event),
      service: serviceOf(event),
      ...protocolOf(event),
      session: sessionOf(event),
    }),
  },
  authorize_session: {
    uid: 3003,
    category: IAM,
    caption: 'Authorize Session',
    activities: { 1: 'Assign Privileges' },
    more: (event) => ({
      user: userOf(event),
      actor: actorOf(event),
      privileges: event.facts.scopes,
      session: sessionOf(event),
    }),
  },
  entity_management: {
    uid: 3004,
    category: IAM,
    caption: 'Entity Management',
    activities: { 1: 'Create', 2: 'Read', 3: 'Update', 4: 'Delete', 12: 'Suspend', 13: 'Resume' },
    more: (event) => ({
      actor: actorOf(event),
      entity: event.facts.entity ?? { type: 'entry', uid: event.id },
    }),
  },
  application_lifecycle: {
    uid: 6002,
    category: APPLICATION,
    caption: 'Application Lifecycle',
    activities: { 3: 'Start', 4: 'Stop' },
    more: ({ facts: { entity }, entry }) => ({
      app: {
        vendor_name: 'Ambit',
        name: entity?.name ?? 'ambit',
        uid: entry.writer,
        version: entry.body['version'],
      },
    }),
  },
  api_activity: {
    uid: 6003,
    category: APPLICATION,
    caption: 'API Activity',
    activities: { 1: 'Create', 2: 'Read', 3: 'Update', 4: 'Delete' },
    more: (event) => ({
      actor: { ...actorOf(event), session: sessionOf(event) },
      api: { operation: event.facts.operation ?? 'unknown', service: { name: event.facts.api ?? 'unknown' } },
      src_endpoint: { svc_name: event.facts.clientId ?? 'unknown' },
    }),
  },
};

/** Whose session or privileges it is: the person, else the client, which acts for itself. */
function userOf({ facts: { subject, person, clientId } }: ExportedEvent): object {
  const human = subject ?? person;
  if (human !== null) return { uid: human, type_id: 1, type: 'User' };
  return clientId === null
    ? { uid: 'unknown', type_id: 0, type: 'Unknown' }
    : { uid: clientId, type_id: 4, type: 'Service' };
}

/** Who did it: the client, with the person it acts for, or the person; the writer where nobody did but Ambit itself. */
function actorOf({ facts: { subject, person, clientId }, entry: { writer } }: ExportedEvent): object {
  const human = person ?? subject;
  const user = human === null ? {} : { user: { uid: human, type_id: 1, type: 'User' } };
  if (clientId !== null) return { app_uid: clientId, ...user };
  return human === null ? { app_name: writer } : user;
}

function serviceOf({ entry: { issuer, kind } }: ExportedEvent): object {
  if (kind.startsWith('session.')) return { name: 'Ambit console' };
  return issuer === null ? { name: 'unknown' } : { name: issuer, uid: issuer };
}

function protocolOf({ entry: { kind, body } }: ExportedEvent): object {
  if (kind.startsWith('token.')) return { auth_protocol_id: 6, auth_protocol: 'OAUTH 2.0' };
  return kind === 'session.opened' && body['method'] === 'oidc' ? { auth_protocol_id: 4, auth_protocol: 'OpenID' } : {};
}

/** What OAuth calls a grant. */
function sessionOf({
  facts: { grantId, tokens, expiresAt },
  entry: { issuer, refs },
}: ExportedEvent): object | undefined {
  const uid = grantId ?? refs.find((ref) => ref.startsWith('session:'))?.slice('session:'.length);
  if (uid === undefined && tokens.length === 0) return undefined;
  return { uid, issuer: issuer ?? undefined, credential_uid: tokens[0], expiration_time: expiresAt ?? undefined };
}

/** OCSF as JSON, one event a line. */
export const ocsf: ExportFormat = {
  name: 'ocsf',
  standard: `OCSF ${OCSF_VERSION} (github.com/ocsf/ocsf-schema)`,
  fields: OCSF_FIELDS,
  write(event) {
    const { entry, facts, ocsf: place } = event;
    const { uid, category, caption, activities, more } = CLASSES[place.class];
    const activity = place.activityName ?? activities[place.activity] ?? 'Other';
    const activityId = activities[place.activity] === undefined ? OTHER : place.activity;
    const [severityId, severity] = SEVERITIES[facts.severity];
    const [statusId, status] = place.class === 'detection_finding' ? NEW_FINDING : STATUSES[facts.outcome];
    return jsonLine({
      activity_id: activityId,
      activity_name: activity,
      category_uid: category[0],
      category_name: category[1],
      class_uid: uid,
      class_name: caption,
      type_uid: uid * 100 + activityId,
      type_name: `${caption}: ${activity}`,
      severity_id: severityId,
      severity,
      status_id: statusId,
      status,
      status_code: facts.reason,
      time: Date.parse(entry.time),
      count: facts.count,
      start_time: facts.from === null ? null : Date.parse(facts.from),
      end_time: facts.to === null ? null : Date.parse(facts.to),
      message: messageOf(event),
      metadata: {
        version: OCSF_VERSION,
        product: { name: 'Ambit', vendor_name: 'Ambit', feature: { name: 'ledger export', version: MAPPING_VERSION } },
        uid: event.id,
        sequence: event.index,
        log_name: event.origin,
        log_provider: entry.writer,
        event_code: entry.kind,
        correlation_uid: entry.operation,
        original_time: entry.time,
      },
      ...more(event),
      unmapped: {
        index: event.index,
        leaf_hash: event.leafHash,
        environment: entry.environment,
        action: facts.action,
        writer_sequence: entry.sequence,
        grant_type: facts.grantType,
        scopes: facts.scopes,
        tokens: facts.tokens,
        after: entry.after,
        digests: entry.digests,
        body: entry.body,
      },
    });
  },
  placeOf(record) {
    const value = jsonRecord(record);
    if (value === null || !('class_uid' in value)) return null;
    const unmapped = value['unmapped'] as { index?: unknown; leaf_hash?: unknown } | undefined;
    return placeIn(unmapped?.index, unmapped?.leaf_hash);
  },
};

/** A class and an activity as the field tables name them: `Authentication (3002): Logoff (2)`. */
export function placeText({ class: name, activity, activityName }: ExportedEvent['ocsf']): string {
  const { uid, caption, activities } = CLASSES[name];
  const known = activities[activity];
  return `${caption} (${uid}): ${known ?? activityName ?? 'Other'} (${known === undefined ? OTHER : activity})`;
}
