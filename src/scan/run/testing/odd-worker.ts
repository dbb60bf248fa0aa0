import { parentPort } from 'node:worker_threads';
import { textsOf } from '../../documents/index.ts';
import { readJson } from '../../documents/json.ts';
import { listed } from '../../listed.ts';
import type { Extractor } from '../../types.ts';
import { serveScans } from '../serve-scans.ts';

/** Extractors that do what none may: hang, fill the memory, end the thread, throw; and one that finds what stands in a neighbour. */
const odd: Extractor & { readonly prepare: () => Promise<void> } = {
  id: 'odd',
  title: 'Files that are odd',
  paths: /\.odd$/,
  mentions: ['odd'],
  prepare: async () => {},
  recognises: () => true,
  extract({ text }, repository) {
    if (text.includes('hangs')) for (;;);
    if (text.includes('eats')) for (const kept: unknown[] = []; ; ) kept.push(Array.from({ length: 10_000 }, String));
    if (text.includes('ends')) process.exit(3);
    if (text.includes('throws')) throw new Error('an extractor with a defect');
    if (text.includes('overflows')) return { found: endless() };
    const [, path = ''] = /from (\S+)/.exec(text) ?? [];
    const source = path === '' ? null : repository.read(path);
    const scopes = source === null ? ['here'] : textsOf(readJson(source.text).root).map(({ value }) => String(value));
    return {
      found: scopes.map((scope) => ({
        ...{ kind: 'request', scope, offset: text.indexOf('odd'), client: null, provider: null, confidence: 'high' },
      })),
    };
  },
};

const unready: typeof odd = {
  ...odd,
  id: 'unready',
  paths: /\.unready$/,
  prepare: async () => {
    throw new Error('its grammar is not there');
  },
};

function endless(): never {
  return endless();
}

if (parentPort !== null) await serveScans(parentPort, async () => [odd, unready].map(listed));
