import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compilePolicy, type IdentifiedPolicy } from '../../../policy/index.ts';

const ACME = new URL('../../../../examples/acme/ambit/', import.meta.url);

/** Acme's policy for an issuer at another address. */
export function acmePolicy(issuer: string): IdentifiedPolicy {
  const files = readdirSync(ACME, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      return { path: entry.name, text: text.replaceAll('http://127.0.0.1:4400', issuer) };
    });
  const { identified, diagnostics } = compilePolicy(files);
  assert.ok(identified !== null, JSON.stringify(diagnostics));
  return identified;
}
