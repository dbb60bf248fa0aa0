import { atlassian } from './list/atlassian.ts';
import { auth0 } from './list/auth0.ts';
import { box } from './list/box.ts';
import { discord } from './list/discord.ts';
import { dropbox } from './list/dropbox.ts';
import { figma } from './list/figma.ts';
import { github } from './list/github.ts';
import { gitlab } from './list/gitlab.ts';
import { google } from './list/google.ts';
import { linkedin } from './list/linkedin.ts';
import { microsoft } from './list/microsoft.ts';
import { okta } from './list/okta.ts';
import { salesforce } from './list/salesforce.ts';
import { shopify } from './list/shopify.ts';
import { slack } from './list/slack.ts';
import { spotify } from './list/spotify.ts';
import type { Provider } from './provider.ts';

/** The providers whose scopes are known. A new one is a file in `list/`, its data, and a line here. */
export const providers: readonly Provider[] = [
  atlassian,
  auth0,
  box,
  discord,
  dropbox,
  figma,
  github,
  gitlab,
  google,
  linkedin,
  microsoft,
  okta,
  salesforce,
  shopify,
  slack,
  spotify,
];

/** What is longer is nobody's scope, and is compared with none. */
export const MAX_NAME_LENGTH = 300;

export function providerById(id: string): Provider | null {
  return providers.find((provider) => provider.id === id) ?? null;
}

/**
 * The id of the provider whose scope a name is by its look. Where it might be that of several, or anybody's own (`users:read`), it is the
 * hinted one, and without a hint null.
 *
 * @param hint what else is known of it, such as the kind of file it stands in; an id that is no provider's here is none
 */
export function providerOfScope(name: string, hint: string | null = null): string | null {
  const alike = name.length > MAX_NAME_LENGTH ? [] : providers.filter((provider) => provider.looksLike(name));
  if (alike.length === 1) return alike[0]?.id ?? null;
  return hint === null ? null : (providerById(hint)?.id ?? null);
}
