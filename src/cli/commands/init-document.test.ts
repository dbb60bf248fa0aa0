import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { runCommandLine } from '../run-command-line.ts';

const DOCUMENT = resolve(import.meta.dirname, '../../../docs/init.md');

/**
 * The guide, executed from its beginning to its end. A block's first line says what it is: a file to write, a command, what it says (all
 * of it, or a part), what a file reads afterwards, or an edit that somebody makes, the old lines above the new.
 */
test('the guide to ambit init shows what really comes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ambit-document-'));
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
  try {
    let said = '';
    let done = 0;
    for (const [, head = '', text = ''] of readFileSync(DOCUMENT, 'utf8').matchAll(/^```(.+)\n([\s\S]*?)^```$/gm)) {
      done++;
      const [kind = '', what = '', path = ''] = head.split(' ');
      if (kind === 'sh') {
        const { exitCode, out } = await ambit(folder, text.trimEnd().split(' ').slice(1));
        assert.equal(exitCode, what === 'exit=1' ? 1 : 0, out);
        said = out;
      } else if (kind === 'text') assert.equal(said, text);
      else if (what === 'contains') assert.ok(said.includes(text.trimEnd()), said);
      else if (what === 'reads') assert.ok(read(path).endsWith(text), read(path));
      else if (what === 'edit') {
        const [from = '', to = ''] = text.split('---\n');
        assert.ok(read(path).includes(from), read(path));
        writeFileSync(join(folder, path), read(path).replace(from, to));
      } else writeFileSync(join(folder, what), text);
    }
    assert.equal(done, 11);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

async function ambit(cwd: string, args: readonly string[]): Promise<{ exitCode: number; out: string }> {
  let out = '';
  const output = { write: (text: string) => (out += text), isTTY: false, columns: null };
  const exitCode = await runCommandLine(args, {
    ...{ stdout: output, stderr: output, stdin: Readable.from([]), env: {}, cwd },
    ...{ signal: new AbortController().signal, handleSignals: () => undefined },
  });
  return { exitCode, out };
}
