const SCOPE_VARIABLES = [/^(?:.{0,100}[_-])?scopes?$/i, /[a-z\d]Scopes?$/];

/** Whether a variable is named for scopes: `SCOPES`, `GOOGLE_SCOPES`, `OAUTH_SCOPE`, `oauthScopes`. */
export function isNamedForScopes(name: string): boolean {
  return SCOPE_VARIABLES.some((named) => named.test(name));
}

/** Words in names of variables that say whose scopes they hold. */
const WORDS: Readonly<Record<string, string>> = {
  ATLASSIAN: 'atlassian',
  AUTH0: 'auth0',
  AZURE: 'microsoft',
  CALENDAR: 'google',
  COGNITO: 'cognito',
  CONFLUENCE: 'atlassian',
  DISCORD: 'discord',
  ENTRA: 'microsoft',
  FIGMA: 'figma',
  GDRIVE: 'google',
  GITHUB: 'github',
  GITLAB: 'gitlab',
  GMAIL: 'google',
  GOOGLE: 'google',
  GRAPH: 'microsoft',
  HUBSPOT: 'hubspot',
  JIRA: 'atlassian',
  KEYCLOAK: 'keycloak',
  LINEAR: 'linear',
  LINKEDIN: 'linkedin',
  MICROSOFT: 'microsoft',
  MS365: 'microsoft',
  OKTA: 'okta',
  OUTLOOK: 'microsoft',
  SALESFORCE: 'salesforce',
  SHOPIFY: 'shopify',
  SLACK: 'slack',
  SPOTIFY: 'spotify',
  STRAVA: 'strava',
  TWITCH: 'twitch',
  YOUTUBE: 'google',
  ZOOM: 'zoom',
};

/** Whose scopes a variable holds, by its name: `GOOGLE_SCOPES`; null where it doesn't say. */
export function providerOfVariable(name: string): string | null {
  for (const word of name.toUpperCase().split(/[_-]/)) if (WORDS[word] !== undefined) return WORDS[word];
  return null;
}
