/**
 * Writes a golden ledger: what this version makes of a ledger, in the form in which it is served, to be checked in and never changed.
 * Every later version has to verify it (`test/golden-ledger.test.ts`). A version whose ledgers look otherwise writes one more, under the
 * next number.
 *
 *     node tools/node24.js tools/golden-ledger.ts test/golden/ledger-4
 */
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { approvedPolicy } from '../src/controls/testing/approved-policy.ts';
import { Scene } from '../src/controls/testing/scene.ts';
import { type EntryDraft, LOG_WRITER } from '../src/entries/index.ts';
import { keyOf, TEST_ORIGIN } from '../src/entries/testing/test-log.ts';
import {
  type CheckRun,
  type IdentifiedPolicy,
  proveApprovals,
  signApproval,
  signCheckRun,
} from '../src/policy/index.ts';
import {
  appendToTiles,
  CompactTree,
  cosignCheckpoint,
  cosignNote,
  digestOf,
  ed25519Signer,
  formatEntryTile,
  formatLogKeyChanges,
  formatVerifierKey,
  type Json,
  keyIdText,
  mlDsa44Cosigner,
  type Signer,
  TILE_WIDTH,
  tilePath,
  tilesOf,
} from '../src/proof/index.ts';

const ISSUER = 'https://issuer.example';
/** Sizes of which a checkpoint is kept beside the newest. */
const EARLIER = [1, 100, 190, 256, 300, 350];
const TIME = Date.parse('2026-12-02T00:00:00Z') / 1000;

/** What the log signs with: its first keys until they are retired, and the next from the day on on which it takes them. */
interface Signing {
  readonly first: readonly Signer[];
  readonly second: readonly Signer[];
  /** Sizes of the first checkpoint that both sign, and of the first that only the second do. */
  both: number;
  alone: number;
}

const CHANGED_ON = 12;
const RETIRED_ON = 20;

/** A month of a small company, with an entry of each kind. */
function story(signing: Signing): Scene {
  const scene = new Scene('2026-11-01T00:00:00.000Z');
  const { log } = scene;
  const one = (
    kind: EntryDraft['kind'],
    body: Record<string, Json>,
    over: Partial<EntryDraft> = {},
    writer = 'management',
  ) => log.append(kind, { body, ...over }, writer);
  const started = scene.process('started');
  scene.process('started', 'management');
  scene.process('started', 'api-guard-1');
  const first = approvedPolicy();
  const activation = scene.activate(first, { approvals: approvalsOf(first, 'bootstrap') });
  const policy = scene.policy.digest;
  const session = one(
    'session.opened',
    { method: 'oidc', roles: ['approver', 'viewer'], person: 'p-2' },
    { issuer: ISSUER, subject: 'sub:3vV6hq6bGf0', refs: ['session:s-1'] },
  );
  one('session.refused', { reason: 'no_role', suppressed: 2 }, { issuer: ISSUER });
  const refused = one(
    'policy.refused',
    {
      ...{ reason: 'approval_missing', content: digestOf('files'), commit: 'a'.repeat(40), revision: 'main' },
      ...{ lacking: ['scope:orders:refund'], lackingCount: 1, errors: [], errorCount: 0 },
      ...{ previous: policy, bootstrap: false },
    },
    { digests: { policy }, refs: [`policy:${policy}`] },
  );
  one('policy.refused', {
    ...{ reason: 'policy_invalid', content: digestOf('other files'), lacking: [], lackingCount: 0 },
    ...{ errors: [{ code: 'scope_unknown', count: 2 }], errorCount: 2, previous: policy, bootstrap: false },
  });
  const definition = digestOf('definition');
  const approved = { environment: 'test', kind: 'scope', name: 'orders:refund', definition, author: 'p-1' } as const;
  const given = { ...approved, approver: 'p-2', time: '2026-11-01T00:00:00Z' };
  one(
    'approval.given',
    {
      ...{ definition: 'scope:orders:refund', digest: definition, person: 'p-2', attestor: 'console' },
      ...{ keyName: 'console.example', note: signApproval(given, ed25519Signer('console.example', keyOf('console'))) },
    },
    { issuer: ISSUER, after: [session.id, refused.id], digests: { policy }, subject: 'sub:3vV6hq6bGf0' },
  );
  const run: CheckRun & { version: 2 } = {
    ...{ version: 2, repository: 'shop/till', commit: 'b'.repeat(40), base: null, outcome: 'passed', errors: 0 },
    scan: { extent: 'whole', files: 12, client: null, strict: false, baseline: null },
    ...{ requests: 3, held: 0, heldUntil: null, attestor: 'ci', time: '2026-11-01T00:00:00Z' },
    policies: [{ environment: 'test', policy, base: null }],
  };
  const note = signCheckRun(run, ed25519Signer('ci.example', keyOf('ci')));
  one(
    'check.recorded',
    { repository: 'shop/till', commit: 'b'.repeat(40), outcome: 'passed', attestor: 'ci', note },
    { refs: [`policy:${policy}`], after: [session.id] },
  );
  const next = approvedPolicy({ limits: { ...first.policy.limits, maxStaleSeconds: 20 } });
  scene.activate(next, { approvals: approvalsOf(next, first), commit: 'a'.repeat(40), revision: 'main' });
  one('session.ended', { reason: 'signed_out' }, { issuer: ISSUER, after: [session.id], refs: ['session:s-1'] });
  for (let day = 1; day <= 28; day++) {
    scene.at(`2026-11-${String(day).padStart(2, '0')}T08:00:00.000Z`);
    const token = scene.token();
    scene.after(1).use(token);
    const broad = scene.token(
      { clientId: 'shop', scopes: ['orders:read', 'orders:write'] },
      { refresh: day % 3 === 0 },
    );
    scene.after(5).use(broad, { operation: 'placeOrder' });
    scene.use(broad, { kind: 'token.usage', count: day });
    scene.use(token, { operation: 'placeOrder', kind: 'token.use_refused', count: 2 });
    const denied = scene.grant({ scopes: ['orders:refund'] });
    const told = { alert: denied.entry.id, type: 'scope.refused', severity: 'critical', destination: 'pager' };
    const [first, last] = [log.time, log.after(2).time];
    const answered = { attempts: 1, firstAttempt: first, lastAttempt: last, status: 204, error: null };
    const silent = { attempts: 9, firstAttempt: first, lastAttempt: last, status: null, error: 'ECONNREFUSED' };
    const about = { issuer: ISSUER, after: [denied.entry.id], refs: [`alert:${denied.entry.id}`] };
    log.appendTogether(
      [
        log.draft('alert.delivered', { ...about, body: { ...told, ...answered } }),
        log.draft('alert.undelivered', { ...about, body: { ...told, destination: 'mail', ...silent } }),
        log.draft('process.heartbeat', { refs: ['process:notifier'], body: life('notifier', day) }),
      ].slice(day % 3),
      'notifier',
    );
    scene.after(10).revoke(day % 2 === 0 ? token : { grantId: broad.grantId, clientId: 'shop' });
    scene.process('heartbeat', 'issuer-guard-1', [started.id]);
    if (day === CHANGED_ON) {
      log.changeKeys(signing.second, signing.first);
      signing.both = log.entries.length;
    }
    if (day === RETIRED_ON) {
      const retired = { generation: 1, keys: signing.first.map(({ key }) => keyIdText(key)) };
      log.append('ledger.keys_retired', { body: retired }, LOG_WRITER);
      signing.alone = log.entries.length;
    }
  }
  scene.issue(scene.grant(), {
    kind: 'token.withheld',
    scopes: ['orders:read', 'orders:write'],
    body: { faults: ['scope_exceeds_decision'] },
  });
  const { entry: unanswered } = scene.grant();
  const about = { issuer: ISSUER, after: [unanswered.id], refs: ['client:report'] };
  const lost = { clientId: 'report', grantId: null, outcome: 'unknown', error: 'server_unavailable' };
  one('token.not_issued', lost, about, 'issuer-guard-1');
  const strangers = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-28T00:00:00.000Z' };
  const counted = { ...strangers, refusals: [{ endpoint: 'token', reason: 'client_unknown', count: 12 }] };
  one('refusals.summarised', counted, { issuer: ISSUER }, 'issuer-guard-1');
  one('gap.recorded', { role: 'api-guard', ...strangers, reason: 'writer_not_closed' }, {}, 'api-guard-1');
  one('recovery.opened', { validSeconds: 300 });
  one('evidence.exported', { ...strangers, size: 300, root: 'AAAA' }, { after: [activation.id] });
  badNight(scene, unanswered.id);
  elevations(scene);
  scene.process('stopped', 'api-guard-1');
  return scene;
}

/** A client that is contained and released, what it held revoked by order, and what nobody can tell. */
function badNight(scene: Scene, unanswered: string): void {
  const { log } = scene;
  const token = scene.token();
  const about = { issuer: ISSUER, refs: ['client:report'] };
  const reason = { reference: 'sealed:00000000-0000-4000-8000-000000000000', commitment: 'Zm9yZ290dGVu' };
  const host = { kind: 'host', person: null };
  const one = (kind: EntryDraft['kind'], body: Record<string, Json>, after: string[]): string =>
    log.append(kind, { ...about, after, body }, 'management').id;
  const contained = one('client.contained', { clientId: 'report', by: host, note: null, reason }, []);
  const selection = { kind: 'client', clientId: 'report' };
  const ordered = one('revocation.ordered', { selection, by: host, reason, found: 1 }, [contained]);
  scene.after(1).revoke(token, 'operator');
  const { token: fingerprint, grantId } = token;
  const upstream = { type: 'access_token', fingerprint, grantId, clientId: 'report' };
  one('token.revoked_upstream', upstream, [ordered]);
  one('revocation.finished', { deniedAtGuards: 0, revokedAtServer: 1 }, [ordered]);
  const released = { clientId: 'report', by: host, persons: ['p-1', 'p-2'], notes: [], reason };
  one('client.released', released, [contained]);
  const lost = { clientId: 'report', grantId: null, scopes: ['orders:read'], decidedAt: log.time };
  const finding = { finding: 'outcome_unknown', ...lost, cause: 'server_unavailable', server: 'not_askable' };
  one('finding.opened', finding, [unanswered]);
}

/** Elevations that were approved and ended, denied, withdrawn, and taken without approval and looked at afterwards. */
function elevations({ log }: Scene): void {
  const reason = { reference: 'sealed:00000000-0000-4000-8000-000000000000', commitment: 'Zm9yZ290dGVu' };
  const by = { kind: 'session', person: 'p-1' };
  const demands = [{ count: 1, team: null }];
  const seconds = Date.parse(log.time) / 1000;
  const one = (kind: EntryDraft['kind'], body: Record<string, Json>, request: string | null = null): string => {
    const refs = ['client:report', ...(request === null ? ['scope:orders:refund'] : [`elevation:${request}`])];
    const after = request === null ? [] : [request];
    const about = request === null ? {} : { request };
    return log.append(kind, { issuer: ISSUER, refs, after, body: { ...about, ...body } }, 'management').id;
  };
  const ask = (breakGlass: boolean): string =>
    one('elevation.requested', {
      ...{ clientId: 'report', scopes: ['orders:refund'], seconds: 1800, risk: 'critical', demands, barred: ['p-1'] },
      ...{ by, reason, breakGlass, answerBy: seconds + 3600 },
    });
  const approved = ask(false);
  const yes = one('elevation.approved', { person: 'p-2', teams: [], proof: 'session', note: null }, approved);
  one('elevation.started', { approvals: [yes], demands, endsAt: seconds + 1800 }, approved);
  const named = { clientId: 'report', scopes: ['orders:refund'] };
  one('elevation.ended', { ...named, cause: 'ended', by, reason }, approved);
  one('elevation.denied', { by: { kind: 'session', person: 'p-2' }, reason }, ask(false));
  one('elevation.withdrawn', { by, reason: null }, ask(false));
  const taken = ask(true);
  one('elevation.taken', { ...named, risk: 'critical', by, endsAt: seconds + 1800 }, taken);
  one('elevation.reviewed', { person: 'p-2', note: null }, taken);
}

/** As an activation lists them. */
function approvalsOf({ policy }: IdentifiedPolicy, trusted: IdentifiedPolicy | 'bootstrap'): Json {
  const { proven } = proveApprovals(policy, trusted === 'bootstrap' ? trusted : trusted.policy);
  return [...proven].flatMap(([name, held]) =>
    held.map(({ person, time, proof, keyName, definition: digest }) => ({
      ...{ definition: name, digest, person, time, proof, keyName },
    })),
  );
}

function life(role: string, day: number): Record<string, Json> {
  return { role, version: '0.1.0', runtime: 'v24.0.0', upSeconds: day * 86_400, clockAheadMilliseconds: 0 };
}

/** Writes it where nothing is yet. */
export function writeGoldenLedger(folder: string): void {
  if (existsSync(folder)) throw new Error(`${folder} is there: a golden ledger is never changed.`);
  // Made once: their signatures are in the folder, and nothing is signed with them again.
  const quantum = (): Signer => mlDsa44Cosigner(TEST_ORIGIN, generateKeyPairSync('ml-dsa-44').privateKey);
  const ed25519 = (name: string): Signer => ed25519Signer(TEST_ORIGIN, keyOf(name));
  const signing: Signing = {
    first: [ed25519('log key'), quantum()],
    second: [ed25519('second log key'), quantum()],
    ...{ both: 0, alone: 0 },
  };
  const { log } = story(signing);
  const write = (path: string, content: string | Uint8Array): void => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  };
  const checkpoint = (size = log.entries.length): string => {
    const { first, second, both, alone } = signing;
    const signers = size < both ? [first] : size < alone ? [second, first] : [second];
    const [newest, ...others] = signers.map(([plain]) => plain as Signer);
    const note = others.reduce(cosignNote, log.checkpoint(size, newest));
    return signers.reduce((signed, [, cosigner]) => cosignCheckpoint(signed, cosigner as Signer, TIME), note);
  };
  const hashes: Uint8Array[][] = [log.entries.map(({ leafHash }) => leafHash)];
  const tree = new CompactTree();
  for (const { leafHash } of log.entries)
    appendToTiles(tree, leafHash, ({ level, hash }) => {
      hashes[level] ??= [];
      hashes[level]?.push(hash);
    });
  for (const tile of tilesOf(tree.size)) {
    const [from, to] = [tile.index * TILE_WIDTH, tile.index * TILE_WIDTH + tile.width];
    write(
      tilePath(tile),
      tile.level === 'entries'
        ? formatEntryTile(log.entries.slice(from, to).map(({ bytes }) => bytes))
        : Buffer.concat(hashes[tile.level]?.slice(from, to) ?? []),
    );
  }
  for (const [digest, bytes] of log.blobs) write(`blob/${digest.replace(':', '/')}`, bytes);
  write('checkpoint', checkpoint());
  for (const size of EARLIER) write(`earlier/${size}.checkpoint`, checkpoint(size));
  const verifierKeys = (signers: readonly Signer[]): string =>
    signers.map(({ key }) => `${formatVerifierKey(key)}\n`).join('');
  write('log-keys', formatLogKeyChanges(log.changes));
  write('log.pub', verifierKeys(signing.second));
  write('log-1.pub', verifierKeys(signing.first));
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('Name the folder of the new golden ledger.');
  writeGoldenLedger(resolve(folder));
}
