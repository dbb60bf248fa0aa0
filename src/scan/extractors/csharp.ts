import { csharp } from '../code/csharp/index.ts';
import { extractCode, loadGrammar } from '../code/index.ts';
import type { Extractor, Found } from '../types.ts';

/** OpenIddict keeps all that a client may do as texts of one kind: `scp:api` is the scope `api`, `ept:token` an endpoint. */
const PERMISSION = /^(scp|ept|gt|rst|ftr|aud|rsrc):/;

/**
 * C#: what the code asks for, its constants followed (`code/` says how).
 *
 * `[AuthorizeForScopes]` and `[GoogleScopedAuthorize]` make whoever reaches the action consent to their scopes, so they ask;
 * `[RequiredScope]` checks a token that somebody else asked for. What an authorization server gives a client (`AllowedScopes` of
 * `Client`, `Permissions` of OpenIddict's descriptor) is a request; its own list of scopes is a definition. The scopes that
 * `AddOpenIdConnect` asks for without being told aren't written anywhere, and aren't reported.
 */
export const csharpExtractor: Extractor = {
  id: 'csharp',
  title: 'C#',
  paths: /(?<!\.designer|\.g|\.g\.i|ModelSnapshot)\.cs$/i,
  mentions: [
    'cope',
    'COPE',
    'TokenRequestContext',
    'AcquireToken',
    'GetAccessTokenFor',
    'GraphServiceClient',
    'TokenAcquisition',
  ],
  prepare: () => loadGrammar('c-sharp'),
  recognises: () => true,
  extract(file, repository) {
    const { found, ...rest } = extractCode(file, repository, csharp);
    return { ...rest, found: found.flatMap(withoutPrefix) };
  },
};

function withoutPrefix(found: Found): readonly Found[] {
  const [prefix] = PERMISSION.exec(found.scope) ?? [];
  if (prefix === undefined) return [found];
  return prefix === 'scp:' ? [{ ...found, scope: found.scope.slice(4), offset: found.offset + 4 }] : [];
}
