import { extractCode } from '../code/index.ts';
import { javaScript } from '../code/javascript/index.ts';
import type { Extractor } from '../types.ts';

/** Nobody writes so much into one file, or such long lines: it is a bundle, of which each source file is scanned itself. */
const MAX_AVERAGE_LINE = 500;
const MAX_CHARACTERS = 300_000;

/**
 * Words of which code that asks has at least one: of the protocol, of a provider or of a library. None of 362 files that ask, in 34
 * public projects, is without.
 */
const OF_OAUTH =
  /oauth|openid|oidc|client_?id|googleapis|google-?auth|graph\.microsoft|microsoft-?graph|teams-?fx|msal|tokencredential|acquiretoken|passport|(?:access|refresh)_?token|authoriz|next-?auth|auth0|okta|cognito|keycloak|firebase|supabase|clerk|slack|discord|spotify|shopify|atlassian|redirect_?uri|grant_?type|facebook|FB\.login|\/\.default/i;
/** As people do who log in, and not as "signing" and "assigning" have it. */
const SIGNS_IN = /[sS]ign_?[iI]n(?!g)|SIGN_?IN(?!G)/;

/** TypeScript and JavaScript: what the code asks for, its constants and imports followed (`code/` says how). */
export const javaScriptExtractor: Extractor = {
  id: 'javascript',
  title: 'TypeScript and JavaScript',
  paths: /(?<!\.d|\.min)\.([mc]?[jt]s|[jt]sx|vue|svelte|astro)$/i,
  mentions: [
    'scope',
    'Scope',
    'SCOPE',
    'googleapis.com/auth/',
    '/.default',
    'getSession',
    'createAuthorizationURL',
    'createAuthorizeURL',
    'withUserAuthorization',
    'getAuthenticationUrl',
    '@hubspot/api-client',
  ],
  // Half of all code says "scope" of something else, and parsing is what a scan takes its time for.
  recognises: ({ text }) => OF_OAUTH.test(text) || SIGNS_IN.test(text),
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
