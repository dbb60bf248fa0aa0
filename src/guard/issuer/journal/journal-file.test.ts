import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { type EntryDraft, LedgerError, type LedgerWriter } from '../../../ledger/index.ts';
import type { Store } from '../../../store/index.ts';
import { JournalError, JournalFile, MAX_JOURNAL_BYTES } from './journal-file.ts';
import { type ObserveJournal, openObserveJournal } from './observe-journal.ts';

const folder = mkdtempSync(join(tmpdir(), 'ambit-journal-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;
const place = (): string => join(folder, String(made++), 'a.journal');

describe('the file of a journal', () => {
  test('has whole lines alone, wherever the process ended', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.json(), { minLength: 1, maxLength: 5 }), fc.nat(200), async (lines, cut) => {
        const path = place();
        const file = new JournalFile(path);
        await Promise.all(lines.map((line) => file.write(line)));
        await file.close();
        const { size } = statSync(path);
        truncateSync(path, Math.max(0, size - cut));
        const left = await new JournalFile(path).lines();
        assert.deepEqual(left, lines.slice(0, left.length));
        // What is written next doesn't run into what was cut off.
        const again = new JournalFile(path);
        await again.write('"next"');
        assert.deepEqual(await again.lines(), [...left, '"next"']);
        await again.close();
      }),
      { numRuns: 30 },
    );
  });

  test('takes what is written while it gets another name as the first of a new file', async () => {
    const path = place();
    const file = new JournalFile(path);
    const [before, until] = [[] as string[], `${path}.bringing`];
    for (let at = 0; at < 8; at++) {
      await file.write(`before ${at}`);
      const renamed = file.renameTo(until);
      for (let turn = 0; turn < 4 * at; turn++) await null;
      const written = file.write(`meanwhile ${at}`);
      await renamed;
      before.push(...(await new JournalFile(until).lines()));
      await written;
    }
    const all = [...before, ...(await file.lines())];
    assert.deepEqual(all, Array.from({ length: 8 }, (_, at) => [`before ${at}`, `meanwhile ${at}`]).flat());
    await file.close();
  });

  test('is its owner’s alone', async () => {
    const file = new JournalFile(place());
    await file.write('{}');
    await file.close();
    assert.equal(statSync(file.path).mode & 0o777, 0o600);
    assert.equal(statSync(join(file.path, '..')).mode & 0o777, 0o700);
  });

  test('takes no more than it has room for, and goes on with what it has', async () => {
    const path = place();
    const file = new JournalFile(path);
    await file.write('"first"');
    await file.close();
    truncateSync(path, MAX_JOURNAL_BYTES - 4);
    appendFileSync(path, '\n');
    const full = new JournalFile(path);
    await assert.rejects(
      full.write('"second"'),
      (error) => error instanceof JournalError && error.code === 'journal_full',
    );
    await full.close();
    assert.equal(readFileSync(path).subarray(0, 7).toString(), '"first"');
  });

  test('says that it can’t be written where it can’t', async () => {
    const path = place();
    const file = new JournalFile(path);
    rmSync(join(path, '..'), { recursive: true });
    await assert.rejects(
      file.write('{}'),
      (error) => error instanceof JournalError && error.code === 'journal_unwritable',
    );
  });
});

describe('what a journal brings', () => {
  const draft = (kind: EntryDraft['kind'], after: readonly string[] = []): EntryDraft => ({
    ...{
      kind,
      issuer: 'https://issuer.example',
      operation: 'o',
      after,
      digests: {},
      subject: null,
      refs: [],
      body: {},
    },
  });
  /** A ledger in memory that can be away, or fail at an append. */
  const ledger = () => {
    const state = { there: true, failAt: -1, appended: [] as EntryDraft[], grants: 0 };
    const store = {
      pool: {
        query: async (text: string) => {
          if (!state.there) throw new Error('away');
          if (text.startsWith('INSERT INTO grants')) state.grants++;
          return { rows: [] };
        },
      },
    } as unknown as Store;
    const writer: LedgerWriter = {
      writer: 'issuer-guard-1',
      async append({ drafts }) {
        if (!state.there || state.failAt-- === 0) throw new LedgerError('ledger_unavailable', 'away');
        return drafts.map((one) => {
          state.appended.push(one);
          return { id: `sha256:${state.appended.length}`, entry: undefined as never };
        });
      },
      close: async () => {},
    };
    return { state, store, writer };
  };
  const open = (
    directory: string,
    { store, writer }: ReturnType<typeof ledger>,
    faults: unknown[] = [],
  ): ObserveJournal =>
    openObserveJournal({
      ...{ directory, store, writer, issuer: 'https://issuer.example', clock: Date.now },
      silentSeconds: () => 0,
      onFault: (fault) => faults.push(fault),
    });

  test('comes in order after the gap, also from a process that was killed', async () => {
    const directory = join(folder, `j${made++}`);
    const world = ledger();
    world.state.there = false;
    const killed = open(directory, world);
    killed.markAway();
    const id = await killed.write({ drafts: [draft('decision.made')] });
    await killed.write({ drafts: [draft('token.issued', [id])] });
    assert.equal(await killed.bring(), 0, 'the ledger is still away');
    world.state.there = true;
    const next = open(directory, world);
    assert.equal(await next.bring(), 2);
    assert.deepEqual(
      world.state.appended.map(({ kind, after }) => [kind, ...after]),
      [['gap.recorded'], ['decision.made'], ['token.issued', 'sha256:2']],
    );
    assert.equal(await next.bring(), 0);
    assert.equal(await next.isAway(), false);
  });

  test('goes on where it was cut off, whichever append failed, and brings nothing twice', async () => {
    for (let failAt = 0; failAt < 3; failAt++) {
      const directory = join(folder, `j${made++}`);
      const world = ledger();
      const journal = open(directory, world);
      journal.markAway();
      const id = await journal.write({ drafts: [draft('decision.made')] });
      await journal.write({ drafts: [draft('token.issued', [id])] });
      world.state.failAt = failAt;
      await assert.rejects(journal.bring());
      // What is written meanwhile stands in a file of its own, and follows.
      await journal.write({ drafts: [draft('token.not_issued', [id])] });
      const next = open(directory, world);
      assert.equal(await next.bring(), 2);
      assert.equal(await next.bring(), 1);
      assert.deepEqual(
        world.state.appended.map(({ kind }) => kind),
        ['gap.recorded', 'decision.made', 'token.issued', 'gap.recorded', 'token.not_issued'],
      );
      assert.deepEqual(world.state.appended.at(-1)?.after, ['sha256:2']);
      await next.close();
    }
  });

  test('leaves out what is no record, and tells the operator', async () => {
    const directory = join(folder, `j${made++}`);
    const world = ledger();
    const faults: unknown[] = [];
    const journal = open(directory, world, faults);
    journal.markAway();
    await journal.write({ drafts: [draft('decision.made')] });
    await journal.close();
    const path = join(directory, 'issuer-guard-1.journal');
    writeFileSync(path, `not JSON\n{"id":1}\n${readFileSync(path, 'utf8')}`);
    assert.equal(await open(directory, world, faults).bring(), 1);
    assert.equal(faults.length, 2);
  });
});
