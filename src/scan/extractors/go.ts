import { go } from '../code/go/index.ts';
import { extractCode, loadGrammar } from '../code/index.ts';
import type { Extractor } from '../types.ts';

/** Go: what the code asks for, its constants and packages followed (`code/` says how). Tests ask for nothing that is used. */
export const goExtractor: Extractor = {
  id: 'go',
  title: 'Go',
  paths: /(?<!_test|\.pb|-gen)\.go$/i,
  mentions: ['scope', 'Scope', 'SCOPE', 'googleapis.com/auth/', '.default', 'mail.google.com', 'goth/providers'],
  prepare: () => loadGrammar('go'),
  recognises: () => true,
  extract: (file, repository) => extractCode(file, repository, go),
};
