import { extractCode, loadGrammar } from '../code/index.ts';
import { ruby } from '../code/ruby/index.ts';
import type { Extractor, Found } from '../types.ts';

const GOOGLE = 'https://www.googleapis.com/auth/';
/** Those that omniauth-google-oauth2 asks for as they are. */
const AS_THEY_ARE = new Set(['profile', 'email', 'openid']);

/**
 * Ruby: what the code asks for, its constants followed (`code/` says how).
 *
 * omniauth-google-oauth2 puts `https://www.googleapis.com/auth/` before each scope that is neither a URL nor one of the standard
 * ones (its readme: `calendar.readonly` is reported as what Google is asked for. Doorkeeper's `default_scopes` and
 * `optional_scopes` say which scopes there are; what one of its applications is created with is a request.
 */
export const rubyExtractor: Extractor = {
  id: 'ruby',
  title: 'Ruby',
  paths: /(\.(rb|ru|rake)|(^|[/_])(Rakefile|Capfile))$/i,
  mentions: [
    'scope',
    'SCOPE',
    'Scope',
    'AUTH_',
    'googleapis.com/auth/',
    '.default',
    'url_for_oauth_code',
    'create_app',
    'get_auth_uri',
  ],
  prepare: () => loadGrammar('ruby'),
  // Translations are called like what they name.
  recognises: ({ path }) => !/(^|[/_])locales[/_]/i.test(path),
  extract(file, repository) {
    const { found, ...rest } = extractCode(file, repository, ruby);
    const shortened = /google_?oauth2/i.test(file.text);
    return { ...rest, found: shortened ? found.map(expanded) : found };
  },
};

function expanded(found: Found): Found {
  if (found.provider !== 'google' || found.kind !== 'request') return found;
  if (found.scope.includes('://') || AS_THEY_ARE.has(found.scope)) return found;
  return { ...found, scope: GOOGLE + found.scope };
}
