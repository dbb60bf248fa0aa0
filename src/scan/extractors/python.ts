import { extractCode, loadGrammar } from '../code/index.ts';
import { python as language } from '../code/python/index.ts';
import type { Extractor } from '../types.ts';

/** Python: what the code asks for, its constants and imports followed (`code/` says how). */
export const python: Extractor = {
  id: 'python',
  title: 'Python',
  paths: /\.py[w3]?$/i,
  mentions: ['scope', 'Scope', 'SCOPE', 'googleapis.com/auth/', '.default', 'get_auth_url'],
  prepare: () => loadGrammar('python'),
  recognises: () => true,
  extract: (file, repository) => extractCode(file, repository, language),
};
