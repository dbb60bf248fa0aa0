import { extractCode } from '../code/index.ts';
import { jvm, loadJvm } from '../code/jvm/index.ts';
import type { Extractor } from '../types.ts';

/** Kotlin: what the code asks for, its constants and imports followed (`code/` says how). Tests ask for nothing that is used. */
export const kotlinExtractor: Extractor = {
  id: 'kotlin',
  title: 'Kotlin',
  paths: /(?<!Tests?|TestCase|IT|Spec)\.kts?$/,
  mentions: [
    'scope',
    'Scope',
    'SCOPE',
    'googleapis.com/auth/',
    '.default',
    'mail.google.com',
    'AuthorizationCodeFlow',
    'usingOAuth2',
    'oauth2:',
  ],
  prepare: loadJvm,
  recognises: () => true,
  extract: (file, repository) => extractCode(file, repository, jvm),
};
