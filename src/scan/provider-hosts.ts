/** Whose authorization server or API a host is, by the end of its name. */
const PROVIDERS: readonly (readonly [ending: string, provider: string])[] = [
  ['google.com', 'google'],
  ['googleapis.com', 'google'],
  ['microsoft.com', 'microsoft'],
  ['microsoftonline.com', 'microsoft'],
  ['microsoftonline.us', 'microsoft'],
  ['windows.net', 'microsoft'],
  ['live.com', 'microsoft'],
  ['b2clogin.com', 'microsoft'],
  ['ciamlogin.com', 'microsoft'],
  ['slack.com', 'slack'],
  ['github.com', 'github'],
  ['githubcopilot.com', 'github'],
  ['gitlab.com', 'gitlab'],
  ['atlassian.com', 'atlassian'],
  ['atlassian.net', 'atlassian'],
  ['bitbucket.org', 'bitbucket'],
  ['myshopify.com', 'shopify'],
  ['shopify.com', 'shopify'],
  ['auth0.com', 'auth0'],
  ['okta.com', 'okta'],
  ['oktapreview.com', 'okta'],
  ['okta-emea.com', 'okta'],
  ['amazoncognito.com', 'cognito'],
  ['salesforce.com', 'salesforce'],
  ['force.com', 'salesforce'],
  ['discord.com', 'discord'],
  ['discordapp.com', 'discord'],
  ['spotify.com', 'spotify'],
  ['figma.com', 'figma'],
  ['box.com', 'box'],
  ['dropbox.com', 'dropbox'],
  ['dropboxapi.com', 'dropbox'],
  ['zoom.us', 'zoom'],
  ['hubspot.com', 'hubspot'],
  ['hubapi.com', 'hubspot'],
  ['linkedin.com', 'linkedin'],
  ['notion.com', 'notion'],
  ['linear.app', 'linear'],
  ['asana.com', 'asana'],
  ['stripe.com', 'stripe'],
  ['sentry.io', 'sentry'],
  ['sentry.dev', 'sentry'],
  ['twitter.com', 'x'],
  ['x.com', 'x'],
  ['facebook.com', 'facebook'],
  ['twitch.tv', 'twitch'],
];

/**
 * An id of a provider for an address of its authorization server or API, or for a scope that is one
 * (`https://www.googleapis.com/auth/drive`); null for any other, and for what is no address.
 */
export function providerOfUrl(address: string | null | undefined): string | null {
  const host = /^(?:[a-z][a-z\d+.-]*:)?\/\/(?:[^/?#@]{0,200}@)?([^/?#:]{1,253})/i
    .exec(address ?? '')?.[1]
    ?.toLowerCase();
  if (host === undefined) return null;
  if (/\/realms\/[^/?#]+/.test(address ?? '')) return 'keycloak';
  if (host.startsWith('cognito-idp.')) return 'cognito';
  return PROVIDERS.find(([ending]) => host === ending || host.endsWith(`.${ending}`))?.[1] ?? null;
}
