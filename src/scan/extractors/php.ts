import { extractCode, loadGrammar } from '../code/index.ts';
import { php } from '../code/php/index.ts';
import type { Extractor } from '../types.ts';

/**
 * PHP: what the code asks for, its constants followed (`code/` says how).
 *
 * A class that extends a provider (league/oauth2-client, Socialite) asks for its own `$scopes` and for what `getDefaultScopes()` gives
 * whenever it is used without others. `Passport::tokensCan` and the flows of swagger-php say which scopes there are.
 */
export const phpExtractor: Extractor = {
  id: 'php',
  title: 'PHP',
  paths: /\.(php|phtml|inc|php5|module|install)$/i,
  mentions: [
    'scope',
    'Scope',
    'SCOPE',
    'googleapis.com/auth/',
    '.default',
    'GraphServiceClient',
    'getLoginUrl',
    'KnpU',
    'ClientRegistry',
    'clientRegistry',
    'ServiceFactory',
    'serviceFactory',
    'getAuthUrl',
  ],
  prepare: () => loadGrammar('php'),
  // Translations are called like what they name.
  recognises: ({ path }) => !/(^|[/_])(lang|locale|locales|languages|translations|i18n)[/_]/i.test(path),
  extract: (file, repository) => extractCode(file, repository, php),
};
