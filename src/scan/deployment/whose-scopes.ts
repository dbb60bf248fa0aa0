const BY_TEXT: readonly (readonly [RegExp, string])[] = [
  [/accounts\.google\.com|googleapis\.com|\bgoogle\b/i, 'google'],
  [
    /login\.microsoftonline|graph\.microsoft|\bsts\.windows\.net|b2clogin|ciamlogin|\b(?:azure(?:-?ad|active)?|entra(?:-?id)?|microsoft|adfs|msal|azuread(?:b2c)?)\b/i,
    'microsoft',
  ],
  [/\bgithub\b/i, 'github'],
  [/\bgitlab\b/i, 'gitlab'],
  [/\.auth0\.com|\bauth0\b/i, 'auth0'],
  [/\.okta(?:preview)?\.com|\bokta\b/i, 'okta'],
  [/cognito/i, 'cognito'],
  [/keycloak|\/realms\//i, 'keycloak'],
  [/\bhydra\b/i, 'hydra'],
  [/\bslack\b/i, 'slack'],
  [/shopify/i, 'shopify'],
  [/bitbucket/i, 'bitbucket'],
  [/atlassian|\bjira\b|confluence/i, 'atlassian'],
  [/salesforce/i, 'salesforce'],
  [/\bdiscord\b/i, 'discord'],
];

/** Whose scopes they are, by the first text that names somebody: an issuer's address, a provider's name, a section. */
export function whoseScopes(...texts: readonly (string | null | undefined)[]): string | null {
  for (const text of texts) {
    if (text === null || text === undefined) continue;
    // `auth_google` and `GITHUB_SCOPES`: an underline is no border of a word for an expression.
    const words = text.slice(0, 500).replaceAll('_', ' ');
    for (const [look, provider] of BY_TEXT) if (look.test(words)) return provider;
  }
  return null;
}

/** Whose a scope is by its own look: an address of Google's or Microsoft's. */
export function whoseScope(scope: string): string | null {
  if (scope.startsWith('https://www.googleapis.com/auth/') || scope === 'https://mail.google.com/') return 'google';
  if (/^https:\/\/(?:graph\.microsoft\.com|[\w-]+\.(?:azure|windows)\.net|management\.azure\.com)\//.test(scope))
    return 'microsoft';
  return null;
}
