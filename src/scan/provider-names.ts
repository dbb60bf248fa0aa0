/** Parts of the names that products give to identity providers, with whose scopes are meant. The first that fits counts. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/google/, 'google'],
  [/microsoft|windowslive|azure|waad|entra|office365/, 'microsoft'],
  [/github/, 'github'],
  [/gitlab/, 'gitlab'],
  [/slack/, 'slack'],
  [/atlassian|bitbucket|jira/, 'atlassian'],
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

const BY_HOST: readonly (readonly [RegExp, string])[] = [
  [/(^|\.)(google|googleapis)\.com$/, 'google'],
  [/(^|\.)(microsoftonline\.(com|us)|windows\.net|microsoft\.com|live\.com)$/, 'microsoft'],
  [/(^|\.)github\.com$/, 'github'],
  [/(^|\.)gitlab\.com$/, 'gitlab'],
  [/(^|\.)slack\.com$/, 'slack'],
  [/(^|\.)(atlassian\.com|bitbucket\.org)$/, 'atlassian'],
  [/(^|\.)(myshopify|shopify)\.com$/, 'shopify'],
  [/(^|\.)(salesforce|force)\.com$/, 'salesforce'],
  [/(^|\.)(discord|discordapp)\.com$/, 'discord'],
  [/(^|\.)facebook\.com$/, 'facebook'],
  [/(^|\.)linkedin\.com$/, 'linkedin'],
  [/(^|\.)auth0\.com$/, 'auth0'],
  [/(^|\.)(okta|oktapreview|okta-emea)\.com$/, 'okta'],
  [/(^|\.)amazoncognito\.com$|^cognito-idp\./, 'cognito'],
];

/** Whose scopes an identity provider takes that a product calls so (`google-oauth2`, `LoginWithAmazon`); null for what says nothing. */
export function providerOfName(name: string | null): string | null {
  const small = name?.toLowerCase() ?? '';
  return BY_NAME.find(([pattern]) => pattern.test(small))?.[1] ?? null;
}

/** Whose scopes the authorization server at an address takes; null where the address doesn't tell. */
export function providerOfUrl(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const { hostname, pathname } = new URL(url);
  const host = BY_HOST.find(([pattern]) => pattern.test(hostname))?.[1];
  return host ?? (/\/realms\//.test(pathname) ? 'keycloak' : null);
}
