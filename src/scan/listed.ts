import type { Extractor, ListedExtractor } from './types.ts';

/** An extractor that is loaded already, as a scan knows it. */
export function listed(extractor: Extractor): ListedExtractor {
  const { id, paths, mentions } = extractor;
  return { id, paths, mentions, load: () => ready(extractor) };
}

export async function ready(extractor: Extractor): Promise<Extractor> {
  await extractor.prepare?.();
  return extractor;
}
