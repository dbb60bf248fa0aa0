import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

const ROOT = resolve(import.meta.dirname, '..');

test('the example’s pull request fails at the line that asks, and says what to do', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'examples/pull-request/demo.ts')], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  const [before = '', change = '', comment = ''] = stdout.split(/^(?=In the pull request|What the comment)/m);
  assert.match(
    before,
    /It asks for nothing that the policy does not allow: 1 request; \d+ files scanned\.\n\nExit code 0/,
  );
  assert.match(
    change,
    /^src\/report\/sign-in\.ts:5:\d+ error scope-not-allowed: daily-report asks for https:\/\/www\.googleapis\.com\/auth\/spreadsheets, which it may not hold \(critical risk, confidential data\)$/m,
  );
  assert.match(change, /Use https:\/\/www\.googleapis\.com\/auth\/spreadsheets\.readonly where that is enough\./);
  assert.match(change, /It is critical, so p-2 has to approve client:daily-report\./);
  assert.match(change, /Exit code 1\n/);
  assert.match(comment, /p-2 has to approve/);
});
