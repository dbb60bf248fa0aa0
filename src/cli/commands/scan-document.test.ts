import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { TestFolder } from '../../scan/run/testing/repository.ts';
import { runAmbit } from '../testing/run-ambit.ts';

const DOCUMENT = resolve(import.meta.dirname, '../../../docs/scan.md');

/** The guide, executed from its beginning to its end. A block's first line says what it is: a file to write, a command, or what it says. */
test('the guide to ambit scan shows what really comes', async () => {
  using folder = new TestFolder();
  let said = '';
  let done = 0;
  for (const [, head = '', text = ''] of readFileSync(DOCUMENT, 'utf8').matchAll(/^```(.+)\n([\s\S]*?)^```$/gm)) {
    done++;
    const [kind = '', what = ''] = head.split(' ');
    if (kind === 'sh') {
      const { exitCode, out, err } = await runAmbit(folder.path, ...text.trimEnd().split(' ').slice(1));
      assert.deepEqual([exitCode, err], [0, '']);
      said = out;
    } else if (kind === 'text' || what === 'says') assert.equal(said, text);
    else folder.write({ [what]: text });
  }
  assert.equal(done, 8);
});
