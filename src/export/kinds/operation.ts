import { membersOf, numberOf, textOf, textsOf, timeOf } from '../reading.ts';
import type { ExportedEntry, Facts, KindMapping, OcsfPlace, Severity, Thing } from '../types.ts';

/** Activities of OCSF's Application Lifecycle, Authentication and findings. */
const [START, STOP, OTHER] = [3, 4, 99];
const [LOGON, LOGOFF] = [1, 2];
const [CREATE, DELETE] = [1, 4];

const finding = (): OcsfPlace => ({ class: 'detection_finding', activity: CREATE });

function process(action: string): KindMapping['facts'] {
  return ({ entry }) => ({
    action,
    entity: { type: 'process', uid: entry.writer, name: textOf(entry.body['role']) },
  });
}

/** Whom it is about stands in no entry of it. */
const erasure = (operation: string): Thing => ({ type: 'erasure', uid: operation, name: null });

const ALERT_SEVERITIES: Readonly<Record<string, Severity>> = { high: 'high', critical: 'critical' };

function alert({ entry: { body, after } }: ExportedEntry): Partial<Facts> {
  return {
    severity: ALERT_SEVERITIES[textOf(body['severity']) ?? ''] ?? 'high',
    reason: textOf(body['error']),
    from: timeOf(body['firstAttempt']),
    to: timeOf(body['lastAttempt']),
    count: numberOf(body['attempts']),
    finding: {
      uid: textOf(body['alert']) ?? after[0] ?? 'unknown',
      title: `Ambit alert ${textOf(body['type']) ?? 'of an unknown type'}`,
    },
  };
}

export const operation = {
  'process.started': {
    caption: 'Process started',
    facts: process('start'),
    ocsf: () => ({ class: 'application_lifecycle', activity: START }),
  },
  'process.heartbeat': {
    caption: 'Process alive',
    facts: process('live'),
    ocsf: () => ({ class: 'application_lifecycle', activity: OTHER, activityName: 'Heartbeat' }),
  },
  'process.stopped': {
    caption: 'Process stopped',
    facts: process('stop'),
    ocsf: () => ({ class: 'application_lifecycle', activity: STOP }),
  },
  'gap.recorded': {
    caption: 'Time of which something is not known',
    facts: ({ id, entry: { body } }) => ({
      action: 'report_gap',
      severity: 'medium',
      outcome: 'unknown',
      reason: textOf(body['reason']),
      from: timeOf(body['from']),
      to: timeOf(body['to']),
      finding: { uid: id, title: `Gap of ${textOf(body['role']) ?? 'a process'}` },
    }),
    ocsf: finding,
  },
  'alert.delivered': {
    caption: 'Alert delivered',
    facts: (logged) => ({ ...alert(logged), action: 'deliver' }),
    ocsf: finding,
  },
  'alert.undelivered': {
    caption: 'Alert not delivered',
    facts: (logged) => ({ ...alert(logged), action: 'give_up', outcome: 'failure' }),
    ocsf: finding,
  },
  'checkpoint.uncosigned': {
    caption: 'Checkpoint not cosigned in time',
    facts: ({ id }) => ({
      action: 'miss_cosignature',
      severity: 'high',
      outcome: 'failure',
      finding: { uid: id, title: 'Too few witnesses cosigned the log in time' },
    }),
    ocsf: finding,
  },
  'finding.opened': {
    caption: 'Finding opened',
    facts: ({ id, entry: { body } }) => ({
      action: 'find',
      severity: 'high',
      outcome: 'unknown',
      reason: textOf(body['cause']),
      clientId: textOf(body['clientId']),
      grantId: textOf(body['grantId']),
      scopes: textsOf(body['scopes']),
      from: timeOf(body['decidedAt']),
      finding: { uid: id, title: `Finding ${textOf(body['finding']) ?? 'of an unknown kind'}` },
    }),
    ocsf: finding,
  },
  'ledger.restored': {
    caption: 'Ledger restored from a backup',
    facts: ({ id, entry: { body } }) => ({
      action: 'restore',
      severity: 'critical',
      count: numberOf(body['lostEntries']),
      from: timeOf(body['madeAt']),
      finding: { uid: id, title: 'The ledger went back to a backup' },
    }),
    ocsf: finding,
  },
  'backup.drilled': {
    caption: 'Backup restored and verified in a drill',
    facts: ({ id, entry: { body } }) => ({
      action: 'drill_restore',
      severity: body['outcome'] === 'failed' ? 'high' : 'informational',
      outcome: body['outcome'] === 'failed' ? 'failure' : 'success',
      reason: textOf(body['failure']),
      from: timeOf(body['madeAt']),
      entity: { type: 'backup', uid: id, name: null },
    }),
    ocsf: () => ({ class: 'entity_management', activity: OTHER, activityName: 'Drill' }),
  },
  'erasure.ordered': {
    caption: 'Erasure of a person ordered',
    facts: ({ entry: { body, operation } }) => ({
      action: 'order_erasure',
      severity: 'medium',
      person: textOf(membersOf(body['by'])['person']),
      entity: erasure(operation),
    }),
    ocsf: () => ({ class: 'entity_management', activity: OTHER, activityName: 'Order erasure' }),
  },
  'erasure.finished': {
    caption: 'Erasure of a person finished',
    facts: ({ entry: { operation } }) => ({ action: 'erase', severity: 'medium', entity: erasure(operation) }),
    ocsf: () => ({ class: 'entity_management', activity: DELETE }),
  },
  'erasure.repeated': {
    caption: 'Erasure of a person repeated',
    facts: ({ entry: { body, operation } }) => ({
      action: 'erase',
      severity: 'medium',
      reason: textOf(body['cause']),
      entity: erasure(operation),
    }),
    ocsf: () => ({ class: 'entity_management', activity: DELETE }),
  },
  'recovery.opened': {
    caption: 'Recovery opened',
    facts: ({ id }) => ({
      action: 'open_recovery',
      severity: 'high',
      finding: { uid: id, title: 'A way into the console was opened without signing in' },
    }),
    ocsf: finding,
  },
  'session.opened': {
    caption: 'Session opened',
    facts: ({ entry: { body } }) => ({
      action: body['method'] === 'recovery' ? 'recover' : 'sign_in',
      severity: body['method'] === 'recovery' ? 'high' : 'informational',
      person: textOf(body['person']),
    }),
    ocsf: () => ({ class: 'authentication', activity: LOGON }),
  },
  'session.refused': {
    caption: 'Session refused',
    facts: ({ entry: { body } }) => ({
      action: 'refuse_sign_in',
      severity: 'medium',
      outcome: 'failure',
      reason: textOf(body['reason']),
      count: 1 + (numberOf(body['suppressed']) ?? 0),
    }),
    ocsf: () => ({ class: 'authentication', activity: LOGON }),
  },
  'session.ended': {
    caption: 'Session ended',
    facts: ({ entry: { body } }) => ({ action: 'sign_out', reason: textOf(body['reason']) }),
    ocsf: () => ({ class: 'authentication', activity: LOGOFF }),
  },
} satisfies Readonly<Record<string, KindMapping>>;
