import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type EntryKind, type LoggedEntry, parseEntry, type ReadLogFile } from '../../entries/index.ts';
import { leafHash, parseEntryTile } from '../../proof/index.ts';

const GOLDEN = resolve(import.meta.dirname, '../../../test/golden/ledger-1');

/** The files of the golden ledger. */
export const readGolden: ReadLogFile = async (path) => {
  try {
    return readFileSync(resolve(GOLDEN, path));
  } catch {
    return null;
  }
};

const golden: readonly LoggedEntry[] = [['000', 256] as const, ['001.p/134', 134] as const]
  .flatMap(([tile, width]) => parseEntryTile(readFileSync(resolve(GOLDEN, 'tile/entries', tile)), width))
  .map((bytes, index) => ({ index, bytes, leafHash: leafHash(bytes), ...parseEntry(bytes) }));

/** Every entry of the golden ledger. */
export const goldenEntries = (): readonly LoggedEntry[] => golden;

const by = { kind: 'session', person: 'p-2' };
const reason = { reference: 'sealed:1', commitment: 'hmac:1' };

/** Bodies of the kinds that came after the golden ledger was made. */
const LATER: Partial<Record<EntryKind, LoggedEntry['entry']['body']>> = {
  'token.revoked_upstream': { type: 'access_token', fingerprint: 'k:9', grantId: 'grant-9', clientId: 'shop' },
  'revocation.ordered': { selection: { kind: 'scope', scope: 'orders:refund' }, by, reason, found: 3 },
  'revocation.finished': { deniedAtGuards: 3, revokedAtServer: 1 },
  'client.contained': { clientId: 'shop', by, reason },
  'client.released': { clientId: 'shop', by, persons: ['p-2', 'p-3'], notes: ['a note'], reason },
  'finding.opened': {
    ...{ finding: 'outcome_unknown', clientId: 'shop', grantId: null, scopes: ['orders:read'] },
    ...{ decidedAt: '2026-11-25T10:00:00.000Z', cause: 'no_entry_followed', server: 'not_askable' },
  },
  'elevation.requested': {
    ...{
      clientId: 'shop',
      scopes: ['orders:refund'],
      seconds: 1800,
      risk: 'critical',
      demands: [],
      barred: [],
      by,
      reason,
    },
    ...{ breakGlass: false, answerBy: 1_793_520_600 },
  },
  'elevation.approved': { request: 'sha256:1', person: 'p-2', teams: [], proof: 'session', note: null },
  'elevation.denied': { request: 'sha256:1', by, reason },
  'elevation.withdrawn': { request: 'sha256:1', by, reason: null },
  'elevation.started': { request: 'sha256:1', approvals: ['sha256:2'], demands: [], endsAt: 1_793_520_600 },
  'elevation.taken': {
    ...{
      request: 'sha256:1',
      clientId: 'shop',
      scopes: ['orders:refund'],
      risk: 'critical',
      by,
      endsAt: 1_793_520_600,
    },
  },
  'elevation.ended': {
    request: 'sha256:1',
    clientId: 'shop',
    scopes: ['orders:refund'],
    cause: 'time_over',
    by,
    reason: null,
  },
  'elevation.reviewed': { request: 'sha256:1', person: 'p-2', note: null },
  'erasure.ordered': { marks: ['em1:mark'], by, persons: ['p-2'], notes: [], reason },
  'erasure.finished': {},
  'erasure.repeated': { cause: 'came_back' },
  'ledger.restored': {
    ...{ madeAt: '2026-11-25T10:00:00.000Z', size: 300, replaced: true, lostEntries: 2, lostKinds: {}, lostWaiting: 1 },
    ...{ knownSize: 302, knownRoot: null },
  },
  'backup.drilled': {
    ...{ madeAt: '2026-11-25T10:00:00.000Z', size: 300, outcome: 'held', failure: null, seconds: 1.5, rows: 900 },
  },
  'checkpoint.cosigned': { size: 300, root: 'AAAA', needed: 1, cosigners: ['one.example'] },
  'checkpoint.uncosigned': {
    size: 300,
    cosignedSize: 200,
    needed: 1,
    withinSeconds: 3600,
    witnesses: [{ witness: 'one.example', size: 200, outcome: 'failed' }],
  },
};

/** One logged entry with this kind and body, otherwise like an entry of the golden ledger. */
export function entryWith(over: Partial<LoggedEntry['entry']>, index = 1000): LoggedEntry {
  const like = golden[0] as LoggedEntry;
  return { ...like, index, entry: { ...like.entry, ...over } };
}

/** Entries of every kind there is. */
export function entriesOfEveryKind(): LoggedEntry[] {
  const later = Object.entries(LATER).map(([kind, body], at) =>
    entryWith({ kind: kind as EntryKind, body, issuer: 'https://issuer.example', refs: ['client:shop'] }, 1000 + at),
  );
  return [...goldenEntries(), ...later];
}
