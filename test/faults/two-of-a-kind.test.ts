import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { until } from '../system/wait.ts';
import { FaultedSystem } from './faulted-system.ts';

describe('of what there should be one', { timeout: 240_000 }, () => {
  let system: FaultedSystem;
  before(async () => {
    system = await FaultedSystem.start({ writers: 2 });
    await system.live();
  });
  after(() => system?.close());

  test('two processes write under one name: one at a time does, and no number is given twice', async () => {
    const [writer] = system.writers;
    assert.ok(writer);
    const double = system.doubleOf(writer);
    // Both are started again whenever they are told that the other has the name, and take it back.
    await until('each to be told', () => writer.starts > 1 && double.starts > 1, 120);
    await double.end();
    await system.live();
    assert.ok((system.refused.get('writer_conflict') ?? 0) >= 2);
    assert.deepEqual(await system.check({ whole: true }), []);
  });

  test('a sequencer that was paused past its turn and wakes does nothing twice, and goes on', async () => {
    system.sequencer.signal('SIGSTOP');
    const second = system.secondSequencer();
    await system.live();
    system.sequencer.signal('SIGCONT');
    // Both sequence now; whoever comes second with a step has it turned down.
    await system.live();
    assert.deepEqual(await system.check(), []);
    await second.end();
    await system.live();
    assert.equal(system.sequencer.starts, 1, system.sequencer.complaints);
    assert.deepEqual(await system.check({ whole: true }), []);
  });
});
