import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LookedAt, touchedFiles, unreadChanges } from './unread-changes.ts';

const looked = (more: Partial<LookedAt>): LookedAt => ({
  ...{ changes: [], asked: new Set<string>(), left: [], behindLinks: new Map(), unfollowed: [], isMeant: () => true },
  ...more,
});
const said = (more: Partial<LookedAt>): string[] =>
  unreadChanges(looked(more)).map(({ severity, file, message }) => `${severity} ${file} ${message.split(': ')[1]}`);

test('files of a change that nobody came to, because thousands of slow ones stood before them, are errors', () => {
  const files = Array.from({ length: 60 }, (_, index) => `${index}.ts`);
  const changes = files.map((path) => ({ path, kind: 'file' as const }));
  const found = said({ changes, asked: new Set(files), left: [...files, 'other.ts'] });
  assert.equal(found.length, 50);
  assert.match(found[0] ?? '', /^error 0\.ts it was not looked at \(nor were 59 others of this change\), because/);
  assert.deepEqual(said({ changes, asked: new Set(files), left: ['other.ts'] }), []);
  assert.match(
    said({ changes, asked: new Set(files), left: ['3.ts'] })[0] ?? '',
    /^error 3\.ts it was not looked at, because/,
  );
});

test('what is gone, and what was not to be scanned, is nothing to read', () => {
  const changes = [
    { path: 'a', kind: 'gone' },
    { path: 'b', kind: 'file' },
    { path: 'c', kind: 'submodule' },
    { path: 'd', kind: 'link' },
  ] as const;
  const unfollowed = [{ file: 'd', reason: 'it is a link' }];
  assert.deepEqual(said({ changes, unfollowed, isMeant: () => false }), []);
  assert.equal(said({ changes, unfollowed }).length, 3);
});

test('a change touches what stands behind a link to it, and behind a link that it brings', () => {
  const touched = touchedFiles({
    changes: [
      { path: 'real/a', kind: 'file' },
      { path: 'in/link', kind: 'link' },
    ],
    behindLinks: new Map([
      ['alias', 'real/a'],
      ['other', 'real/b'],
      ['in/link/deep/c', 'real/deep/c'],
    ]),
  });
  assert.deepEqual([...touched].sort(), ['alias', 'in/link', 'in/link/deep/c', 'real/a']);
});
