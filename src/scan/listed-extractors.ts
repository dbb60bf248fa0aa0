import { extractors } from './extractors.ts';
import { listed } from './listed.ts';
import type { ListedExtractor } from './types.ts';

/**
 * Every extractor as a scan knows it at first. Here all of them are loaded for that; in the published package `tools/build-scanner.ts`
 * puts a list in this one's place that loads each when it is needed.
 */
export const listedExtractors: readonly ListedExtractor[] = extractors.map(listed);
