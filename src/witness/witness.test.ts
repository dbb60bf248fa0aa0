import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  consistencyProof,
  cosignCheckpoint,
  ed25519Signer,
  emptyRoot,
  formatAddCheckpoint,
  formatCheckpoint,
  leafHash,
  mlDsa44Cosigner,
  openSignedCheckpoint,
  rootOf,
  type Signer,
  signNote,
} from '../proof/index.ts';
import { witnessOf } from '../proof/testing/cosigners.ts';
import { createWitness, MAX_BODY_BYTES, type Witness, witnessServer } from './index.ts';

const ORIGIN = 'log.example/ambit';
const NOW = 1_790_000_000;
const log = ed25519Signer(ORIGIN, generateKeyPairSync('ed25519').privateKey);
const quantumLog = mlDsa44Cosigner(ORIGIN, generateKeyPairSync('ml-dsa-44').privateKey);
const own = witnessOf('witness.example/w1');
const signers = [own.ed25519, own.mlDsa44];
const keys = signers.map(({ key }) => key);
const leaves = Array.from({ length: 40 }, (_, index) => leafHash(Buffer.from(`${index}`)));
/** Another history from the fourth entry on, by the same key. */
const rewritten = leaves.map((leaf, index) => (index < 3 ? leaf : leafHash(Buffer.from(`rewritten ${index}`))));

const checkpointOf = (size: number, of = leaves, signer: Signer = log): string =>
  signNote(formatCheckpoint({ origin: ORIGIN, size, root: rootOf(of.slice(0, size)) }), signer);
const asked = (oldSize: number, size: number, of = leaves, signer: Signer = log): string =>
  formatAddCheckpoint({
    oldSize,
    proof: oldSize <= size ? consistencyProof(of.slice(0, size), oldSize) : [],
    checkpoint: checkpointOf(size, of, signer),
  });

class MemoryState {
  readonly kept = new Map<string, string>();
  /** What happens at the next write: it fails before anything is kept, or after. */
  failing: 'before' | 'after' | null = null;
  writes = 0;
  read(origin: string): string | null {
    return this.kept.get(origin) ?? null;
  }
  write(origin: string, checkpoint: string): void {
    if (this.failing === 'before') throw new Error('ENOSPC');
    this.kept.set(origin, checkpoint);
    this.writes++;
    if (this.failing === 'after') throw new Error('EIO');
  }
}

function made(options: { state?: MemoryState; logs?: readonly Signer[]; conflicts?: string[] } = {}): {
  witness: Witness;
  state: MemoryState;
} {
  const { state = new MemoryState(), logs = [log], conflicts = [] } = options;
  const witness = createWitness({
    logs: new Map([[ORIGIN, logs.map(({ key }) => key)]]),
    signers,
    state,
    clock: () => NOW * 1000,
    onConflict: (_, what) => conflicts.push(what),
  });
  return { witness, state };
}
const size409 = (size: number) => ({ status: 409, type: 'text/x.tlog.size', body: `${size}\n` });

describe('a witness (C2SP tlog-witness)', () => {
  test('cosigns a log that grows, with each of its keys', () => {
    const { witness } = made();
    for (const [oldSize, size] of [
      [0, 3],
      [3, 3],
      [3, 17],
      [17, 40],
    ] as const) {
      const { status, body } = witness.addCheckpoint(asked(oldSize, size));
      assert.equal(status, 200, body);
      const opened = openSignedCheckpoint(checkpointOf(size) + body, { log: [log.key], witnesses: keys });
      assert.deepEqual(opened.witnessed, [{ name: 'witness.example/w1', time: NOW }]);
    }
  });

  test('says its newest size where another is assumed (409)', () => {
    const { witness } = made();
    assert.deepEqual(witness.addCheckpoint(asked(3, 5)), size409(0));
    witness.addCheckpoint(asked(0, 5));
    for (const [oldSize, size] of [
      [0, 5],
      [0, 17],
      [3, 4],
      [6, 7],
    ] as const)
      assert.deepEqual(witness.addCheckpoint(asked(oldSize, size)), size409(5));
  });

  test('takes no cosigned history back: the log rewritten and signed by its own key (422)', () => {
    const conflicts: string[] = [];
    const { witness, state } = made({ conflicts });
    witness.addCheckpoint(asked(0, 17));
    const before = state.read(ORIGIN);
    assert.equal(witness.addCheckpoint(asked(17, 20, rewritten)).status, 422);
    assert.equal(witness.addCheckpoint(asked(17, 17, rewritten)).status, 422);
    assert.deepEqual(witness.addCheckpoint(asked(3, 20, rewritten)), size409(17));
    assert.deepEqual(witness.addCheckpoint(asked(0, 20, rewritten)), size409(17));
    assert.equal(state.read(ORIGIN), before);
    assert.equal(conflicts.length, 2);
  });

  test('refuses a proof that does not hold, or that is none where none belongs (422)', () => {
    const { witness } = made();
    const [hash] = leaves as [Uint8Array];
    assert.equal(
      witness.addCheckpoint(formatAddCheckpoint({ oldSize: 0, proof: [hash], checkpoint: checkpointOf(3) })).status,
      422,
    );
    const hollow = signNote(formatCheckpoint({ origin: ORIGIN, size: 0, root: Buffer.alloc(32) }), log);
    assert.equal(witness.addCheckpoint(formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint: hollow })).status, 422);
    witness.addCheckpoint(asked(0, 3));
    for (const proof of [[], [hash], consistencyProof(leaves.slice(0, 18), 3)])
      assert.equal(
        witness.addCheckpoint(formatAddCheckpoint({ oldSize: 3, proof, checkpoint: checkpointOf(17) })).status,
        422,
      );
    assert.equal(
      witness.addCheckpoint(formatAddCheckpoint({ oldSize: 3, proof: [hash], checkpoint: checkpointOf(3) })).status,
      422,
    );
  });

  test('cosigns an empty log', () => {
    const { witness } = made();
    const empty = signNote(formatCheckpoint({ origin: ORIGIN, size: 0, root: emptyRoot() }), log);
    const body = formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint: empty });
    assert.equal(witness.addCheckpoint(body).status, 200);
    assert.equal(witness.addCheckpoint(asked(0, 3)).status, 200);
  });

  test('knows its logs alone (404), by their own keys (403), and an old size above the new (400)', () => {
    const { witness } = made();
    const stranger = ed25519Signer('log.example/other', generateKeyPairSync('ed25519').privateKey);
    const impostor = ed25519Signer(ORIGIN, generateKeyPairSync('ed25519').privateKey);
    const other = signNote(
      formatCheckpoint({ origin: stranger.key.name, size: 1, root: leaves[0] as Uint8Array }),
      stranger,
    );
    assert.equal(witness.addCheckpoint(formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint: other })).status, 404);
    assert.equal(witness.addCheckpoint(asked(0, 3, leaves, impostor)).status, 403);
    assert.equal(witness.addCheckpoint(asked(0, 3).replace('\n3\n', '\n4\n')).status, 403);
    assert.equal(witness.addCheckpoint(asked(4, 3)).status, 400);
    // Strangers are told nothing of what it knows.
    witness.addCheckpoint(asked(0, 3));
    assert.equal(witness.addCheckpoint(asked(1, 5, leaves, impostor)).status, 403);
  });

  test('passes over signatures of unknown keys, and does not keep them', () => {
    const { witness, state } = made();
    const stranger = ed25519Signer('somebody.example', generateKeyPairSync('ed25519').privateKey);
    const note = checkpointOf(3);
    const extra = signNote(formatCheckpoint({ origin: ORIGIN, size: 3, root: rootOf(leaves.slice(0, 3)) }), stranger);
    const line = extra.slice(extra.indexOf('\n\n') + 2);
    assert.equal(
      witness.addCheckpoint(formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint: note + line })).status,
      200,
    );
    assert.ok(!state.read(ORIGIN)?.includes('somebody'));
  });

  test('needs both signatures of a log whose both keys it was given', () => {
    const { witness } = made({ logs: [log, quantumLog] });
    assert.equal(witness.addCheckpoint(asked(0, 3)).status, 403);
    const both = cosignCheckpoint(checkpointOf(3), quantumLog, NOW);
    assert.equal(witness.addCheckpoint(formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint: both })).status, 200);
  });

  test('says nothing that is not durable, and goes on from what is', () => {
    const { witness, state } = made();
    state.failing = 'before';
    assert.equal(witness.addCheckpoint(asked(0, 3)).status, 500);
    state.failing = 'after';
    assert.equal(witness.addCheckpoint(asked(0, 3)).status, 500);
    state.failing = null;
    // As after a kill -9 between keeping and answering: the retry learns the size, and gets a cosignature of the same.
    assert.deepEqual(witness.addCheckpoint(asked(0, 3)), size409(3));
    assert.equal(witness.addCheckpoint(asked(3, 3)).status, 200);
  });

  test('another process goes on where the one before ended', () => {
    const { witness, state } = made();
    witness.addCheckpoint(asked(0, 17));
    const next = made({ state });
    assert.deepEqual(next.witness.addCheckpoint(asked(0, 20, rewritten)), size409(17));
    assert.equal(next.witness.addCheckpoint(asked(17, 20)).status, 200);
  });

  test('does not begin with a state that is not its own', () => {
    const state = new MemoryState();
    for (const kept of [
      '',
      'nonsense\n',
      checkpointOf(3, leaves, ed25519Signer(ORIGIN, generateKeyPairSync('ed25519').privateKey)),
    ]) {
      state.kept.set(ORIGIN, kept);
      assert.throws(() => made({ state }), { name: 'WitnessError', code: 'state_broken' });
    }
    assert.throws(
      () => createWitness({ logs: new Map([[own.ed25519.key.name, [log.key]]]), signers, state, clock: () => 0 }),
      { code: 'log_refused' },
    );
  });

  test('never cosigns two histories, whatever is asked in whatever order', () => {
    const step = fc.record({
      oldSize: fc.nat(20),
      size: fc.nat(20),
      forked: fc.boolean(),
      honest: fc.boolean(),
      restart: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const state = new MemoryState();
        let { witness } = made({ state });
        let roots: Uint8Array[] = [];
        for (const { oldSize, size, forked, honest, restart } of steps) {
          if (restart) ({ witness } = made({ state }));
          const of = forked ? rewritten : leaves;
          const from = honest ? (sizeOf(state) ?? 0) : oldSize;
          if (witness.addCheckpoint(asked(from, size, of)).status === 200)
            roots = [...roots, rootOf(of.slice(0, size))];
        }
        const histories = [leaves, rewritten].filter((of) =>
          roots.every((root) => of.some((_, at) => Buffer.from(root).equals(rootOf(of.slice(0, at))))),
        );
        assert.notEqual(histories.length, 0);
      }),
      { numRuns: 25 },
    );
  });

  test('answers whatever it is asked', () => {
    const { witness } = made();
    witness.addCheckpoint(asked(0, 5));
    const good = asked(5, 9);
    fc.assert(
      fc.property(fc.nat(good.length), fc.nat(3), fc.string({ unit: 'binary', maxLength: 3 }), (at, cut, put) => {
        const body = good.slice(0, at) + put + good.slice(at + cut);
        if (body === good) return;
        const { status } = witness.addCheckpoint(body);
        assert.ok([400, 403, 404, 409, 422].includes(status), `${status} for ${JSON.stringify(body)}`);
      }),
    );
  });
});

function sizeOf(state: MemoryState): number | null {
  const kept = state.read(ORIGIN);
  return kept === null ? null : openSignedCheckpoint(kept, { log: [log.key] }).checkpoint.size;
}

describe('its server', () => {
  async function served(work: (url: string, port: number) => Promise<void>): Promise<void> {
    const { witness } = made();
    const server = witnessServer(witness, (fault) => assert.fail(String(fault)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      await work(`http://127.0.0.1:${port}`, port);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }
  const post = (url: string, body: string | Buffer<ArrayBuffer>) =>
    fetch(`${url}/add-checkpoint`, { method: 'POST', body });

  test('answers as the document has it', () =>
    served(async (url) => {
      const first = await post(url, asked(0, 3));
      assert.equal(first.status, 200);
      assert.match(await first.text(), /^(— witness\.example\/w1 [A-Za-z0-9+/=]+\n){2}$/);
      const conflict = await post(url, asked(0, 5));
      assert.equal(conflict.status, 409);
      assert.equal(conflict.headers.get('content-type'), 'text/x.tlog.size');
      assert.equal(await conflict.text(), '3\n');
      const hash = createHash('sha256').update(ORIGIN).digest('hex');
      const monitored = await fetch(`${url}/${hash}/checkpoint`);
      assert.equal(monitored.headers.get('content-type'), 'text/plain; charset=utf-8');
      const opened = openSignedCheckpoint(await monitored.text(), { log: [log.key], witnesses: keys });
      assert.deepEqual([opened.checkpoint.size, opened.witnessed.length], [3, 1]);
    }));

  test('has nothing else', () =>
    served(async (url) => {
      for (const [path, method, status] of [
        ['/', 'GET', 404],
        ['/add-checkpoint', 'GET', 405],
        ['/add-checkpoint/', 'POST', 404],
        ['/add-checkpoint?x', 'POST', 404],
        [`/${'0'.repeat(64)}/checkpoint`, 'GET', 404],
        [`/${'0'.repeat(64)}/checkpoint`, 'POST', 405],
        [`/${'0'.repeat(63)}/checkpoint`, 'GET', 404],
        ['/..%2fstate', 'GET', 404],
      ] as const)
        assert.equal((await fetch(url + path, { method })).status, status, `${method} ${path}`);
      assert.equal((await post(url, Buffer.from([0xff, 0xfe]))).status, 400);
    }));

  test('refuses an oversized body, said or not', () =>
    served(async (url, port) => {
      assert.equal((await post(url, 'x'.repeat(MAX_BODY_BYTES + 1))).status, 413);
      const status = await new Promise((resolve, reject) => {
        const asking = request({ port, host: '127.0.0.1', path: '/add-checkpoint', method: 'POST' }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        asking.on('error', reject);
        asking.write('x'.repeat(MAX_BODY_BYTES));
        asking.end('x');
      });
      assert.equal(status, 413);
    }));

  test('takes requests for one log one at a time', () =>
    served(async (url) => {
      await post(url, asked(0, 3));
      const answers = await Promise.all([5, 9, 17, 20, 33].map((size) => post(url, asked(3, size))));
      const statuses = answers.map(({ status }) => status).sort();
      assert.deepEqual(statuses, [200, 409, 409, 409, 409]);
    }));
});
