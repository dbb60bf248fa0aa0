/** Parts of the names that products give to identity providers, with whose scopes are meant. The first that fits counts. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/google/, 'google'],
  [/microsoft|windowslive|azure|waad|entra|office365/, 'microsoft'],
  [/github/, 'github'],
  [/gitlab/, 'gitlab'],
  [/slack/, 'slack'],
  [/bitbucket/, 'bitbucket'],
  [/atlassian|jira/, 'atlassian'],
  [/shopify/, 'shopify'],
  [/salesforce/, 'salesforce'],
  [/discord/, 'discord'],
  [/facebook|instagram/, 'facebook'],
  [/linkedin/, 'linkedin'],
  [/apple/, 'apple'],
  [/amazon/, 'amazon'],
  [/okta/, 'okta'],
  [/auth0/, 'auth0'],
  [/keycloak/, 'keycloak'],
  [/cognito/, 'cognito'],
  [/hydra/, 'hydra'],
];

/** Whose scopes an identity provider takes that a product calls so (`google-oauth2`, `LoginWithAmazon`); null for what says nothing. */
export function providerOfName(name: string | null): string | null {
  const small = name?.toLowerCase() ?? '';
  return BY_NAME.find(([pattern]) => pattern.test(small))?.[1] ?? null;
}
