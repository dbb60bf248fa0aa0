import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Scene } from '../controls/testing/scene.ts';
import { createEvidenceFrom } from './index.ts';
import type { LedgerSource } from './ledger-source.ts';
import { verifyEvidence } from './package/index.ts';
import { memoryLedger } from './testing/memory-ledger.ts';
import { FROM, MADE, month, TO } from './testing/month.ts';

let folder = '';
let made = 0;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'ambit-hostile-maker-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** What a verifier who kept a checkpoint is told of a package whose maker reads the ledger as it suits. */
async function verified({ log }: Scene, over: Partial<LedgerSource> = {}) {
  const directory = join(folder, `package-${++made}`);
  await createEvidenceFrom(
    { ...memoryLedger(log), ...over },
    { ...{ from: FROM, to: TO, directory, keys: [log.signer.key], version: '0.1.0' }, now: () => new Date(MADE) },
  );
  return await verifyEvidence({ directory, keys: [log.signer.key], checkpoint: log.checkpoint() });
}

describe('a package whose maker hides the end of the period', () => {
  /** A guard whose clock went ahead to December for one entry, of which the maker makes the end of November. */
  function cut(): { scene: Scene; over: Partial<LedgerSource> } {
    const scene = new Scene('2026-11-01T00:00:00.000Z');
    scene.activate();
    scene.grant();
    // The writer is registered right before, by the same clock.
    const end = scene.at(TO).process('heartbeat', 'other-guard').index - 1;
    scene.at('2026-11-12T00:00:00.000Z').grant({}, { decision: { scopes: ['orders:refund'] } });
    scene.at(TO);
    for (const writer of ['issuer-guard-1', 'management', 'other-guard']) scene.process('heartbeat', writer);
    return { scene, over: { boundsOf: async () => ({ first: 0, end }), ofWriter: async () => null } };
  }

  test('by an entry from the future is not taken to have established it', async () => {
    const { scene, over } = cut();
    const honest = await verified(scene);
    assert.ok(honest.end.established, honest.end.why);
    assert.equal(honest.report?.controls.find(({ id }) => id === 'AC-03')?.outcome, 'exceptions');
    const { end, report } = await verified(scene, over);
    assert.ok(!end.established);
    assert.match(end.why, /holds none from after the period of management, issuer-guard-1/);
    assert.match(report?.limits.join(' ') ?? '', /End not established for management, issuer-guard-1/);
  });

  test('is found out where the next entries of its writers are there', async () => {
    const { scene, over } = cut();
    const { ofWriter: _, ...bounds } = over;
    await assert.rejects(verified(scene, bounds), /is of the period and stands behind it/);
  });
});

describe('a package that is made to cost whoever verifies it', () => {
  async function monthOf(): Promise<{ scene: Scene; directory: string }> {
    const scene = month();
    const directory = join(folder, `package-${++made}`);
    const options = { from: FROM, to: TO, directory, keys: [scene.log.signer.key], version: '0.1.0' };
    await createEvidenceFrom(memoryLedger(scene.log), { ...options, now: () => new Date(MADE) });
    return { scene, directory };
  }

  test('memory is read no further than so many faults', async () => {
    const { scene, directory } = await monthOf();
    const file = join(directory, 'ledger/context.jsonl');
    const [line = ''] = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, `${line}\n`.repeat(5000));
    const { holds, moreFaults } = await verifyEvidence({ directory, keys: [scene.log.signer.key] });
    assert.ok(!holds);
    assert.ok(moreFaults < 1500, String(moreFaults));
  });

  test('time by a file without end is not read to look for it', async () => {
    const { scene, directory } = await monthOf();
    writeFileSync(join(directory, 'parameters.json'), '');
    truncateSync(join(directory, 'index.html'), 2 ** 42);
    writeFileSync(join(directory, 'files.sha256'), `${'0'.repeat(64)}  index.html\n${'0'.repeat(64)}  report.json\n`);
    const { holds, faults } = await verifyEvidence({ directory, keys: [scene.log.signer.key] });
    assert.ok(!holds);
    assert.equal(faults.filter(({ file }) => file === 'report.json').length, 1);
  });
});
