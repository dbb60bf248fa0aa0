/** Words by which providers are told in names of libraries, hosts, functions and in scopes; the first that fits counts. */
const WORDS: readonly (readonly [string, RegExp])[] = [
  ['google', /googleapis|google|gmail|gspread|youtube|gapi/],
  ['microsoft', /microsoft|msal|azure|entra|graph\.|outlook|office365|aadclient|\baad\b|sharepoint/],
  ['slack', /slack/],
  ['github', /github|octokit|octoapp/],
  ['gitlab', /gitlab/],
  ['bitbucket', /bitbucket/],
  ['atlassian', /atlassian|jira|confluence/],
  ['shopify', /shopify/],
  ['auth0', /auth0/],
  ['okta', /okta/],
  ['keycloak', /keycloak/],
  ['cognito', /cognito|amazoncognito|amplify/],
  ['hydra', /\bhydra\b/],
  ['salesforce', /salesforce|jsforce/],
  ['discord', /discord/],
  ['spotify', /spotify|spotipy/],
  ['linkedin', /linkedin/],
  ['facebook', /facebook|instagram/],
  ['twitter', /twitter|tweepy|\bx\.com/],
  ['twitch', /twitch/],
  ['dropbox', /dropbox/],
  ['zoom', /zoom/],
  ['hubspot', /hubspot/],
  ['notion', /notion/],
  ['linear', /linear/],
  ['stripe', /stripe/],
  ['apple', /apple/],
  ['reddit', /reddit|praw/],
  ['strava', /strava/],
  ['figma', /figma/],
  ['box', /\bbox(sdk)?\b/],
  ['xero', /xero/],
  ['intuit', /intuit|quickbooks/],
  ['asana', /asana/],
  ['yahoo', /yahoo/],
];

const SCOPES: readonly (readonly [string, RegExp])[] = [
  ['google', /^https:\/\/(www\.)?googleapis\.com\/auth\/|^https:\/\/mail\.google\.com\/?$/],
  [
    'microsoft',
    /\/\.default$|^https:\/\/(graph\.microsoft|outlook\.office|management\.azure)|^[A-Z][A-Za-z]+\.(Read|ReadWrite|Send)(\.\w+)*$/,
  ],
];

/** Whose a scope is, by itself or by what stands around it, nearest first; null where nothing says. */
export function providerOf(scope: string, hints: readonly string[]): string | null {
  for (const [provider, pattern] of SCOPES) if (pattern.test(scope)) return provider;
  for (const hint of hints) {
    const found = named(hint);
    if (found !== null) return found;
  }
  return null;
}

function named(text: string): string | null {
  // The host and owner of a package (`github.com/owner/`, `com.github.owner.`) say nothing of whom it speaks to.
  const small = text
    .toLowerCase()
    .replace(/^(?:(?:github|gitlab)\.com\/[^/]+\/|(?:com|io)\.(?:github|gitlab)\.[^.]+\.)/, '');
  for (const [provider, pattern] of WORDS) if (pattern.test(small)) return provider;
  return null;
}
