import assert from 'node:assert/strict';
import { generateKeyPairSync, webcrypto } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parseSync } from 'oxc-parser';
import type { Browser } from 'playwright-core';
import {
  ed25519Signer,
  formatCheckpoint,
  formatVerifierKey,
  inclusionProof,
  leafHash,
  rootOf,
  signNote,
} from '../src/proof/index.ts';
import type * as Verify from '../src/verify/standalone.ts';
import { readVectors, vectorsAreHere } from '../src/verify/testing/vectors.ts';
import { buildVerifier } from '../tools/build-verifier.ts';
import { openBrowser } from './browser/browser.ts';

const MAX_BYTES = 50_000;
const folder = mkdtempSync(join(tmpdir(), 'ambit-verifier-'));
const signer = ed25519Signer('log.example/acme', generateKeyPairSync('ed25519').privateKey);
const key = formatVerifierKey(signer.key);
const entries = Array.from({ length: 300 }, (_, index) => Buffer.from(`entry ${index}`));
const leaves = entries.map(leafHash);
const checkpoint = signNote(formatCheckpoint({ origin: signer.key.name, size: 300, root: rootOf(leaves) }), signer);
let file: string;
let server: Server;
let browser: Browser;

before(async () => {
  file = await buildVerifier(folder);
  server = createServer(({ url }, response) => {
    const [type, body] =
      url === '/verify.js' ? ['text/javascript', readFileSync(file)] : ['text/html', '<!doctype html>'];
    response.writeHead(200, { 'content-type': type }).end(body);
  }).listen(0, '127.0.0.1');
  [browser] = await Promise.all([openBrowser(), once(server, 'listening')]);
});
after(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What any place that runs it has to say. Nothing of this function is left outside of it: a browser evaluates its text. */
async function judge({ path, key, checkpoint, entry, proof, vectors }: Case): Promise<Verdict> {
  const verify: typeof Verify = await import(path);
  const bytes = (text: string): Uint8Array => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const { ED25519, ed25519ByWebCrypto, formatProofFile, parseVerifierKey, verifyProofFile } = verify;
  const options = {
    keys: [parseVerifierKey(key)],
    signatures: { [ED25519]: ed25519ByWebCrypto(crypto.subtle as Verify.SubtleEd25519) },
  };
  const text = formatProofFile({ index: 131, proof: proof.map(bytes), checkpoint });
  const proven = await verifyProofFile(text, { entry: bytes(entry) }, options);
  let refused = 'nothing';
  await verifyProofFile(text, { entry: bytes('AAAA') }, options).catch((error) => {
    if (error instanceof verify.ProofError) refused = error.code;
  });
  const misjudged = vectors.filter(({ kind, holds, numbers, proof, hashes }) => {
    const [first, second] = [bytes(hashes[0]), bytes(hashes[1])];
    try {
      const said: unknown =
        kind === 'inclusion'
          ? verify.verifyInclusion(...numbers, first, proof.map(bytes), second)
          : verify.verifyConsistency(...numbers, proof.map(bytes), first, second);
      return said !== undefined || !holds;
    } catch (error) {
      return !(error instanceof verify.ProofError) || holds;
    }
  });
  return {
    index: String(proven.index),
    origin: proven.checkpoint.origin,
    refused,
    misjudged: misjudged.map((one) => one.file),
  };
}

interface Case {
  readonly path: string;
  readonly key: string;
  readonly checkpoint: string;
  readonly entry: string;
  readonly proof: readonly string[];
  readonly vectors: readonly ReturnType<typeof readVectors>[number][];
}

interface Verdict {
  readonly index: string;
  readonly origin: string;
  readonly refused: string;
  readonly misjudged: readonly string[];
}

const caseAt = (path: string): Case => ({
  path,
  key,
  checkpoint,
  entry: (entries[131] as Buffer).toString('base64'),
  proof: inclusionProof(leaves, 131).map((hash) => Buffer.from(hash).toString('base64')),
  vectors: vectorsAreHere ? readVectors() : [],
});
const expected: Verdict = { index: '131', origin: 'log.example/acme', refused: 'bad_proof', misjudged: [] };

describe('the stand-alone verifier', { timeout: 120_000 }, () => {
  test('is one small file that imports nothing and names nothing of Node.js', () => {
    const text = readFileSync(file, 'utf8');
    const { module, program } = parseSync('standalone.js', text);
    assert.deepEqual(module.staticImports, []);
    assert.deepEqual(module.dynamicImports, []);
    const names = new Set(
      JSON.stringify(program, (_, value) => (typeof value === 'bigint' ? null : value)).match(
        /"name":"(Buffer|require|global)"/g,
      ),
    );
    assert.deepEqual([...names], []);
    assert.ok(statSync(file).size < MAX_BYTES);
    assert.match(text, /MIT License/);
    assert.deepEqual(
      module.staticExports
        .flatMap(({ entries }) => entries.map(({ exportName }) => exportName.name))
        .filter((name) => /^verify/.test(name ?? '')),
      ['verifyConsistency', 'verifyInclusion', 'verifyProofFile'],
    );
  });

  test('judges in Node.js', async () => {
    assert.equal(globalThis.crypto, webcrypto);
    assert.deepEqual(await judge(caseAt(file)), expected);
  });

  test('judges in a browser', async () => {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    assert.deepEqual(await page.evaluate(judge, caseAt('/verify.js')), expected);
  });
});
