import { extractCode } from '../code/index.ts';
import { javaScript } from '../code/javascript/index.ts';
import type { Extractor } from '../types.ts';

/** Where a line is longer on average the file is a bundle, of which each source file is scanned itself. */
const MAX_AVERAGE_LINE = 500;
const MAX_CHARACTERS = 3_000_000;

/** TypeScript and JavaScript: what the code asks for, its constants and imports followed (`code/` says how). */
export const javaScriptExtractor: Extractor = {
  id: 'javascript',
  title: 'TypeScript and JavaScript',
  paths: /(?<!\.d|\.min)\.([mc]?[jt]s|[jt]sx|vue|svelte|astro)$/i,
  mentions: ['scope', 'Scope', 'SCOPE', 'googleapis.com/auth/', '.default', 'getSession', 'createAuthorizationURL'],
  recognises: () => true,
  extract(file, repository) {
    if (isBundle(file.text))
      return { found: [], warning: { offset: 0, message: 'this is a bundle or generated, and is not read' } };
    return extractCode(file, repository, javaScript);
  },
};

function isBundle(text: string): boolean {
  if (text.length > MAX_CHARACTERS) return true;
  if (text.length < 20_000) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return text.length / lines > MAX_AVERAGE_LINE;
}
