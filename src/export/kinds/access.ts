import { membersOf, numberOf, textOf, textsOf } from '../reading.ts';
import type { ExportedEntry, Facts, KindMapping, OcsfPlace, Thing } from '../types.ts';

/** Activities of OCSF's Entity Management. */
const [CREATE, READ, UPDATE, DELETE, SUSPEND, RESUME] = [1, 2, 3, 4, 12, 13];

const entityManagement =
  (activity: number): KindMapping['ocsf'] =>
  (): OcsfPlace => ({ class: 'entity_management', activity });

const personOf = ({ entry: { body } }: ExportedEntry): string | null =>
  textOf(membersOf(body['by'])['person']) ?? textOf(body['person']);

/** What a revocation is of: a client, a person, a scope, or tokens. */
function selected({ entry }: ExportedEntry): Partial<Facts> {
  const selection = membersOf(entry.body['selection']);
  const kind = textOf(selection['kind']) ?? 'selection';
  const [clientId, subject, scope] = [selection['clientId'], selection['subject'], selection['scope']].map(textOf);
  return {
    clientId: clientId ?? null,
    scopes: scope === null || scope === undefined ? [] : [scope],
    tokens: textsOf(selection['fingerprints']),
    entity: { type: `tokens of a ${kind}`, uid: clientId ?? subject ?? scope ?? entry.operation, name: null },
  };
}

const client = ({ entry: { body, refs } }: ExportedEntry): Thing => {
  const id = textOf(body['clientId']) ?? refs.find((ref) => ref.startsWith('client:'))?.slice('client:'.length) ?? '';
  return { type: 'client', uid: id === '' ? 'unknown' : id, name: null };
};

export const access = {
  'revocation.ordered': {
    caption: 'Revocation ordered',
    facts: (logged) => ({
      ...selected(logged),
      action: 'order_revocation',
      severity: 'medium',
      person: personOf(logged),
      count: numberOf(logged.entry.body['found']),
    }),
    ocsf: entityManagement(DELETE),
  },
  'revocation.finished': {
    caption: 'Revocation finished',
    facts: (logged) => ({
      ...selected(logged),
      action: 'finish_revocation',
      count: numberOf(logged.entry.body['deniedAtGuards']),
      entity: { type: 'revocation', uid: logged.entry.operation, name: null },
    }),
    ocsf: entityManagement(DELETE),
  },
  'client.contained': {
    caption: 'Client contained',
    facts: (logged) => ({
      action: 'contain',
      severity: 'high',
      clientId: textOf(logged.entry.body['clientId']),
      person: personOf(logged),
      entity: client(logged),
    }),
    ocsf: entityManagement(SUSPEND),
  },
  'client.released': {
    caption: 'Client released',
    facts: (logged) => ({
      action: 'release',
      severity: 'medium',
      clientId: textOf(logged.entry.body['clientId']),
      person: personOf(logged) ?? textsOf(logged.entry.body['persons'])[0] ?? null,
      entity: client(logged),
    }),
    ocsf: entityManagement(RESUME),
  },
  'policy.activated': {
    caption: 'Policy activated',
    facts: ({ entry }) => ({
      action: 'activate',
      severity: entry.body['bootstrap'] === true ? 'medium' : 'informational',
      entity: { type: 'policy', uid: entry.digests['policy'] ?? 'unknown', name: null },
    }),
    ocsf: entityManagement(UPDATE),
  },
  'policy.refused': {
    caption: 'Policy refused',
    facts: ({ entry }) => ({
      action: 'refuse_policy',
      severity: 'high',
      outcome: 'failure',
      reason: textOf(entry.body['reason']),
      entity: {
        type: 'policy',
        uid: entry.digests['policy'] ?? textOf(entry.body['content']) ?? textOf(entry.body['commit']) ?? 'unknown',
        name: null,
      },
    }),
    ocsf: entityManagement(UPDATE),
  },
  'approval.given': {
    caption: 'Approval given',
    facts: (logged) => ({
      action: 'approve',
      person: personOf(logged),
      entity: {
        type: 'definition',
        uid: textOf(logged.entry.body['digest']) ?? 'unknown',
        name: textOf(logged.entry.body['definition']),
      },
    }),
    ocsf: entityManagement(UPDATE),
  },
  'check.recorded': {
    caption: 'Check run recorded',
    facts: ({ entry: { body, operation } }) => ({
      action: 'check',
      severity: body['outcome'] === 'passed' ? 'informational' : 'low',
      outcome: body['outcome'] === 'passed' ? 'success' : 'failure',
      reason: body['outcome'] === 'passed' ? null : textOf(body['outcome']),
      entity: { type: 'check run', uid: textOf(body['commit']) ?? operation, name: textOf(body['repository']) },
    }),
    ocsf: entityManagement(CREATE),
  },
  'evidence.exported': {
    caption: 'Evidence exported',
    facts: ({ entry: { body } }) => ({
      action: 'export_evidence',
      from: textOf(body['from']),
      to: textOf(body['to']),
      entity: { type: 'evidence package', uid: textOf(body['root']) ?? 'unknown', name: null },
    }),
    ocsf: entityManagement(READ),
  },
  'ledger.opened': {
    caption: 'Ledger opened',
    facts: ({ entry: { body } }) => ({
      action: 'open',
      entity: { type: 'ledger', uid: textOf(body['key']) ?? 'unknown', name: textOf(body['origin']) },
    }),
    ocsf: entityManagement(CREATE),
  },
  'writer.registered': {
    caption: 'Writer registered',
    facts: ({ entry: { body } }) => ({
      action: 'register',
      entity: { type: 'writer', uid: textOf(body['key']) ?? 'unknown', name: textOf(body['writer']) },
    }),
    ocsf: entityManagement(CREATE),
  },
  'ledger.keys_changed': {
    caption: 'Keys of the ledger changed',
    facts: ({ entry: { body } }) => ({
      action: 'change_keys',
      entity: { type: 'ledger', uid: textOf(body['origin']) ?? 'unknown', name: textOf(body['cause']) },
    }),
    ocsf: entityManagement(UPDATE),
  },
  'ledger.keys_retired': {
    caption: 'Former keys of the ledger retired',
    facts: ({ entry: { body } }) => ({
      action: 'retire_keys',
      entity: { type: 'ledger keys', uid: String(body['generation']), name: null },
    }),
    ocsf: entityManagement(UPDATE),
  },
  'checkpoint.cosigned': {
    caption: 'Checkpoint cosigned',
    facts: ({ entry: { body } }) => ({
      action: 'cosign',
      entity: { type: 'checkpoint', uid: textOf(body['root']) ?? 'unknown', name: null },
    }),
    ocsf: entityManagement(UPDATE),
  },
} satisfies Readonly<Record<string, KindMapping>>;
