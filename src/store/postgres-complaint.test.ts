import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { explain } from './postgres-complaint.ts';
import { unavailable } from './store.ts';

/** What is said on stderr, word for word, by loaders and servers that a test can't all run. */
const COMPLAINTS: readonly (readonly [from: string, complaint: string, code: string, says: RegExp])[] = [
  [
    'the loader of glibc',
    'postgres: error while loading shared libraries: libicui18n.so.60: cannot open shared object file: No such file or directory',
    'postgres_library_missing',
    /library libicui18n\.so\.60, /,
  ],
  [
    'the loader of musl',
    'Error loading shared library libssl.so.1.1: No such file or directory (needed by /native/bin/postgres)',
    'postgres_library_missing',
    /library libssl\.so\.1\.1, /,
  ],
  [
    'the loader of macOS',
    'dyld[4711]: Library not loaded: @loader_path/../lib/libicui18n.68.dylib\n  Referenced from: /native/bin/postgres\n  Reason: tried: no such file',
    'postgres_library_missing',
    /library @loader_path\/\.\.\/lib\/libicui18n\.68\.dylib, /,
  ],
  [
    'a full disk',
    'FATAL:  could not write lock file "postmaster.pid": No space left on device',
    'disk_full',
    /free some/,
  ],
  ['a quota', 'initdb: error: could not create directory "pg_wal": Disk quota exceeded', 'disk_full', /free some/],
  ['a taken port', 'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', 'port_taken', /taken/],
  ['another server', 'FATAL:  lock file "postmaster.pid" already exists', 'data_in_use', /Another PostgreSQL/],
  [
    'what nobody foresaw',
    'LOG:  starting\nFATAL:  the stars are wrong',
    'postgres_failed',
    /: FATAL: {2}the stars are wrong\.$/,
  ],
  ['nothing at all', '', 'postgres_failed', /it says nothing\.$/],
];

describe('a complaint becomes one sentence', () => {
  for (const [from, complaint, code, says] of COMPLAINTS)
    test(`of ${from}`, () => {
      const error = explain(complaint, '/data');
      assert.equal(error.code, code);
      assert.match(error.message, says);
      assert.match(error.message, /^[^\n]+\.$/);
    });

  test('of a statement that found no room on the disk', () => {
    const cause = Object.assign(new Error('could not extend file "base/5/16470"'), { code: '53100' });
    const error = unavailable(cause);
    assert.equal(error.code, 'disk_full');
    assert.match(error.message, /^There is no room left [^\n]+\.$/);
  });
});
