import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import {
  parseEntry,
  type ReadLogFile,
  readProvenEntry,
  type TiledLogReport,
  verifyTiledLog,
} from '../src/entries/index.ts';
import {
  followLogKeys,
  LOG_KEY_TYPES,
  openSignedCheckpoint,
  parseEntryTile,
  parseHashTile,
  parseLogKeyChanges,
  parseTilePath,
  parseVerifierKey,
  TileTree,
  tilePath,
  tileWidth,
  type VerifierKey,
} from '../src/proof/index.ts';
import { leafHash, verifyConsistency, verifyInclusion } from '../src/verify/standalone.ts';

/** Each golden ledger, with the SHA-256 over the names and bytes of its files, README aside. It is never changed. */
const GOLDEN = {
  'ledger-1': 'b1fc8f9117afeb6960aba5621696cfcd1d337a716ab1605f674ef5c9a27205e6',
  'ledger-2': 'b2924f2eed23a8bdc57aed159c595916c6a92cb84ba32294704dff7fba47ae07',
  'ledger-3': 'b8af50d476d8cffe880b07cb9d3cd60fd013b6e25df102a91dcd90b4a0915315',
  'ledger-4': '2a541f25b07ab9373599dcc975e2dc8669d817df043b6989ffc5923ea472af81',
};

/** Every kind that was known when the first was made. */
const FIRST_KINDS = [
  ...['alert.delivered', 'alert.undelivered', 'approval.given', 'check.recorded', 'decision.made', 'evidence.exported'],
  ...['gap.recorded', 'ledger.opened', 'policy.activated', 'policy.refused', 'process.heartbeat', 'process.started'],
  ...[
    'process.stopped',
    'recovery.opened',
    'refusals.summarised',
    'session.ended',
    'session.opened',
    'session.refused',
  ],
  ...['token.issued', 'token.not_issued', 'token.revoked', 'token.usage', 'token.use_refused', 'token.used'],
  ...['token.withheld', 'writer.registered'],
];
/** Those that came with orders to revoke, containment and findings. */
const SECOND_KINDS = [
  ...['client.contained', 'client.released', 'finding.opened', 'revocation.finished', 'revocation.ordered'],
  'token.revoked_upstream',
];
/** Those that came with elevations. */
const THIRD_KINDS = [
  ...['elevation.approved', 'elevation.denied', 'elevation.ended', 'elevation.requested', 'elevation.reviewed'],
  ...['elevation.started', 'elevation.taken', 'elevation.withdrawn'],
];
/** What each has an entry of, at least. */
const KINDS: Readonly<Record<keyof typeof GOLDEN, readonly string[]>> = {
  'ledger-1': FIRST_KINDS,
  'ledger-2': [...FIRST_KINDS, ...SECOND_KINDS],
  'ledger-3': [...FIRST_KINDS, ...SECOND_KINDS, ...THIRD_KINDS],
  'ledger-4': [...FIRST_KINDS, ...SECOND_KINDS, ...THIRD_KINDS, 'ledger.keys_changed', 'ledger.keys_retired'],
};

const IS_KEYS = /^log(-\d+)?\.pub$/;

const places = resolve(import.meta.dirname, 'golden');

test('there is no golden ledger that nobody looks at', () => {
  assert.deepEqual(readdirSync(places).sort(), Object.keys(GOLDEN).sort());
});

for (const [name, digest] of Object.entries(GOLDEN))
  describe(`the golden ${name}`, () => {
    const folder = join(places, name);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path !== 'README.md' && statSync(join(folder, path)).isFile())
      .sort();
    const contents = new Map(files.map((path) => [path, readFileSync(join(folder, path))]));
    const text = (path: string): string => contents.get(path)?.toString() ?? '';
    const keysIn = (path: string): VerifierKey[] =>
      text(path)
        .trim()
        .split('\n')
        .map((line) => parseVerifierKey(line, LOG_KEY_TYPES));
    const trusted = keysIn('log.pub');
    /** For checkpoints of before a change of keys, which has to be followed to. */
    const keys = followLogKeys(trusted, parseLogKeyChanges(text('log-keys')));
    const read: ReadLogFile = async (path) => contents.get(path) ?? null;
    const { checkpoint } = openSignedCheckpoint(text('checkpoint'), { log: keys });
    const earlier = files
      .filter((path) => path.startsWith('earlier/'))
      .map((path) => ({ path, checkpoint: openSignedCheckpoint(text(path), { log: keys }).checkpoint }));

    /** The log as it was at an earlier checkpoint: the same tiles, narrower. */
    const readAt = (path: string): ReadLogFile => {
      const { size } = openSignedCheckpoint(text(path), { log: keys }).checkpoint;
      return async (asked) => {
        if (asked === 'checkpoint') return contents.get(path) ?? null;
        const tile = parseTilePath(asked);
        if (tile === null) return await read(asked);
        const { level, index, width } = tile;
        if (tileWidth(level, index, size) !== width) return null;
        const now = tileWidth(level, index, checkpoint.size);
        const bytes = contents.get(tilePath({ level, index, width: now })) ?? new Uint8Array();
        if (level !== 'entries') return bytes.subarray(0, width * 32);
        const whole = parseEntryTile(bytes, now).slice(0, width);
        return bytes.subarray(
          0,
          whole.reduce((sum, { length }) => sum + 2 + length, 0),
        );
      };
    };
    const verify = (from: ReadLogFile, before: TiledLogReport | null = null): Promise<TiledLogReport> =>
      verifyTiledLog({ read: from, keys: trusted, from: before?.verified ?? null });

    test('is what it was', () => {
      const hash = createHash('sha256');
      for (const [path, bytes] of contents) hash.update(`${path}\n${bytes.length}\n`).update(bytes);
      assert.equal(hash.digest('hex'), digest);
    });

    test('verifies, entry by entry', async () => {
      const report = await verify(read);
      assert.deepEqual(report.faults, []);
      // Each kind and version that was ever written stays known, so that each body is held to its schema.
      assert.deepEqual(report.unknown, []);
      assert.deepEqual([report.holds, report.size, report.from], [true, checkpoint.size, 0]);
    });

    test('verifies by the keys that it began with', async () => {
      if (!contents.has('log-1.pub')) return;
      const first = keysIn('log-1.pub');
      const { faults, size } = await verifyTiledLog({ read, keys: first });
      assert.deepEqual([faults, size], [[], checkpoint.size]);
      // Without what it says of its keys they end where the log took others.
      const early = async (path: string) => (path === 'log-keys' ? null : await read(path));
      assert.equal((await verifyTiledLog({ read: early, keys: first })).holds, false);
    });

    test('has an entry of each kind of its version', () => {
      const found = new Set<string>();
      for (const [path, bytes] of contents) {
        const tile = parseTilePath(path);
        if (tile?.level !== 'entries') continue;
        for (const entry of parseEntryTile(bytes, tile.width)) found.add(parseEntry(entry).entry.kind);
      }
      assert.deepEqual([...found].sort(), [...KINDS[name as keyof typeof GOLDEN]].sort());
    });

    test('proves each entry, and that it extends each earlier checkpoint', async () => {
      for (let index = 0; index < checkpoint.size; index++) {
        const proven = await readProvenEntry(read, trusted, index);
        assert.ok(proven.entry !== null);
        verifyInclusion(index, checkpoint.size, leafHash(proven.entry), proven.proof, checkpoint.root);
      }
      const tree = new TileTree(async (level, from, count) => {
        const index = Math.floor(from / 256);
        const width = tileWidth(level, index, checkpoint.size);
        const bytes = contents.get(tilePath({ level, index, width })) ?? new Uint8Array();
        return parseHashTile(bytes, width).slice(from % 256, (from % 256) + count);
      });
      assert.ok(earlier.length > 3);
      for (const { checkpoint: one } of earlier) {
        const proof = await tree.consistency(one.size, checkpoint.size);
        verifyConsistency(one.size, checkpoint.size, proof, one.root, checkpoint.root);
      }
    });

    test('verifies from each earlier checkpoint on, reading only what came since', async () => {
      for (const { path, checkpoint: one } of earlier) {
        const before = await verify(readAt(path));
        assert.deepEqual([before.faults, before.size], [[], one.size]);
        const asked: string[] = [];
        const after = await verify(async (file) => {
          asked.push(file);
          return await read(file);
        }, before);
        assert.deepEqual([after.faults, after.size, after.from], [[], checkpoint.size, one.size]);
        assert.deepEqual(after.verified, (await verify(read)).verified);
        assert.equal(asked.includes('tile/entries/000'), one.size < 256);
        // The other way round it was cut.
        const { holds, faults } = await verify(readAt(path), after);
        assert.equal(holds, false);
        assert.match(faults[0]?.what ?? '', /it was cut/);
      }
    });

    test('does not verify with one bit changed, wherever that is, and says where', async () => {
      for (const path of files.filter((one) => !one.startsWith('earlier/') && !IS_KEYS.test(one))) {
        const bytes = contents.get(path) as Buffer;
        const tile = parseTilePath(path);
        for (let round = 0; round < 5; round++) {
          const at = Math.floor(((round + 0.5) * bytes.length) / 5);
          const changed = Buffer.from(bytes);
          changed[at] = (changed[at] as number) ^ (1 << (round % 8));
          const { holds, faults } = await verify(async (asked) => (asked === path ? changed : await read(asked)));
          assert.equal(holds, false, `${path}, byte ${at}`);
          if (tile === null) continue;
          const places = faults.map(({ index, what }) => index ?? what);
          if (tile.level === 0) assert.deepEqual(places, [tile.index * 256 + Math.floor(at / 32)]);
          else if (tile.level !== 'entries') assert.ok(faults[0]?.what.includes(path), JSON.stringify(faults));
          else {
            const index = tile.index * 256 + entryAt(bytes, at);
            assert.ok(places.includes(index) || faults.some(({ what }) => what.includes(path)), JSON.stringify(faults));
          }
        }
      }
    });

    test('does not verify without any one of its files', async () => {
      for (const path of files.filter((one) => !one.startsWith('earlier/') && !IS_KEYS.test(one))) {
        const { holds, faults } = await verify(async (asked) => (asked === path ? null : await read(asked)));
        assert.equal(holds, false, path);
        const named = path.replace('blob/sha256/', '');
        assert.ok(
          faults.some(({ what }) => what.includes(named)),
          `${path}: ${JSON.stringify(faults)}`,
        );
      }
    });
  });

/** Which entry of a tile a byte is of. */
function entryAt(bytes: Buffer, at: number): number {
  let index = 0;
  for (let next = 0; ; index++) {
    next += 2 + bytes.readUInt16BE(next);
    if (at < next) return index;
  }
}
