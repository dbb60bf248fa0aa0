import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { formatVerifierKey } from '../proof/index.ts';
import { openDataDirectory } from './data-directory.ts';
import { createFile, replaceFile } from './durable-file.ts';
import {
  logSigners,
  logVerifierKey,
  logVerifierKeys,
  sealedMasterKey,
  secretKey,
  writerPrivateKey,
  writerPublicKeys,
} from './keys.ts';

let home: string;
let path: string;
let count = 0;
before(() => {
  home = mkdtempSync(join(tmpdir(), 'ambit-data-'));
});
beforeEach(() => {
  path = join(home, String(count++));
});
after(() => rmSync(home, { recursive: true, force: true }));

const modeOf = (file: string): number => statSync(file).mode & 0o777;

describe('the data directory', () => {
  test('is its owner’s alone, and everything in it', () => {
    const directory = openDataDirectory(path);
    logSigners(directory, 'example.com/log');
    secretKey(directory, 'fingerprint');
    writerPrivateKey(directory, 'guard');
    assert.equal(modeOf(path), 0o700);
    for (const entry of readdirSync(path, { recursive: true, encoding: 'utf8' })) {
      const file = join(path, entry);
      if (statSync(file).isDirectory()) assert.equal(modeOf(file), 0o700, entry);
      else if (!entry.endsWith('.pub')) assert.equal(modeOf(file), 0o600, entry);
    }
  });

  test('that others may enter is closed to them', () => {
    mkdirSync(path);
    chmodSync(path, 0o755);
    openDataDirectory(path);
    assert.equal(modeOf(path), 0o700);
  });

  test('of a newer Ambit is left alone', () => {
    openDataDirectory(path);
    writeFileSync(join(path, 'version'), '2\n');
    assert.throws(() => openDataDirectory(path), { code: 'data_newer', message: /newer Ambit \(layout 2/ });
  });

  test('whose version is no number is none of Ambit’s', () => {
    mkdirSync(path);
    writeFileSync(join(path, 'version'), 'x');
    assert.throws(() => openDataDirectory(path), { code: 'data_unusable' });
  });

  test('can’t be where a file is', () => {
    writeFileSync(path, '');
    assert.throws(() => openDataDirectory(path), { code: 'data_unusable', message: /in the way/ });
    assert.throws(() => openDataDirectory(join(path, 'below')), { code: 'data_unusable' });
  });
});

describe('keys', () => {
  test('are made once and stay', () => {
    const directory = openDataDirectory(path);
    const { signer, cosigner } = logSigners(directory, 'example.com/log');
    const { key } = signer;
    assert.equal(formatVerifierKey(logSigners(directory, 'example.com/log').signer.key), formatVerifierKey(key));
    assert.deepEqual(logVerifierKey(directory), key);
    assert.deepEqual(logVerifierKeys(directory).map(formatVerifierKey), [key, cosigner.key].map(formatVerifierKey));
    assert.deepEqual(secretKey(directory, 'pseudonym'), secretKey(directory, 'pseudonym'));
    assert.notDeepEqual(secretKey(directory, 'pseudonym'), secretKey(directory, 'fingerprint'));
  });

  test('of a log of before ML-DSA-44 become two, and the first stays', () => {
    const directory = openDataDirectory(path);
    const { signer } = logSigners(directory, 'example.com/log');
    rmSync(join(directory.keys, 'log-ml-dsa-44.key'));
    writeFileSync(join(directory.keys, 'log.pub'), `${formatVerifierKey(signer.key)}\n`);
    assert.deepEqual(logVerifierKeys(directory).length, 1);
    logSigners(directory, 'example.com/log');
    const keys = logVerifierKeys(directory);
    assert.deepEqual(
      keys.map(({ type }) => type),
      [0x01, 0x06],
    );
    assert.equal(formatVerifierKey(keys[0] ?? signer.key), formatVerifierKey(signer.key));
    // One that was there and is another now is no upgrade.
    rmSync(join(directory.keys, 'log-ml-dsa-44.key'));
    assert.throws(() => logSigners(directory, 'example.com/log'), { code: 'data_unusable' });
  });

  test('of writers are known to the sequencer by their public halves', () => {
    const directory = openDataDirectory(path);
    writerPrivateKey(directory, 'one');
    writerPrivateKey(directory, 'other');
    assert.deepEqual([...writerPublicKeys(directory).keys()].sort(), ['one', 'other']);
  });

  test('of a log keep its origin', () => {
    const directory = openDataDirectory(path);
    logSigners(directory, 'example.com/log');
    assert.throws(() => logSigners(directory, 'example.com/other'), {
      code: 'data_unusable',
      message: /keeps its origin/,
    });
  });

  test('of sealed texts give way to the next one, also where that was cut off', () => {
    const directory = openDataDirectory(path);
    const first = Buffer.from(secretKey(directory, 'sealed'));
    const cutOff = sealedMasterKey(directory).next();
    const masterKey = sealedMasterKey(directory);
    assert.deepEqual([masterKey.isChanging, masterKey.current(), masterKey.next()], [true, first, cutOff]);
    masterKey.change();
    assert.deepEqual([masterKey.isChanging, masterKey.current()], [false, cutOff]);
    assert.deepEqual(secretKey(directory, 'sealed'), cutOff);
    const files = readdirSync(directory.keys)
      .filter((name) => name.endsWith('.key'))
      .map((name) => readFileSync(join(directory.keys, name), 'utf8'));
    assert.ok(!files.some((text) => text.includes(first.toString('base64url'))), 'the one before is gone');
  });

  test('that were damaged are not replaced', () => {
    const directory = openDataDirectory(path);
    writeFileSync(join(directory.keys, 'sealed.key'), 'short');
    writeFileSync(join(directory.keys, 'log.key'), 'no key');
    assert.throws(() => secretKey(directory, 'sealed'), { code: 'data_unusable' });
    assert.throws(() => logSigners(directory, 'example.com/log'), { code: 'data_unusable' });
  });
});

describe('a durable file', () => {
  test('that is there is not created again', () => {
    mkdirSync(path);
    const file = join(path, 'file');
    assert.equal(createFile(file, 'first'), true);
    assert.equal(createFile(file, 'second'), false);
    assert.deepEqual(readdirSync(path), ['file'], 'nothing unfinished is left');
  });

  test('is replaced whole, and is never readable by others', () => {
    mkdirSync(path);
    const file = join(path, 'file');
    writeFileSync(file, 'old', { mode: 0o644 });
    replaceFile(file, 'new');
    assert.equal(modeOf(file), 0o600);
    assert.deepEqual(readdirSync(path), ['file']);
    assert.ok(existsSync(file));
  });
});
