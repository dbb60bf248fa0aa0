import {
  guardMetadata,
  OAuthError,
  parseAuthorizationRequest,
  parseRedirectTarget,
  parseServerMetadata,
} from '../oauth/index.ts';
import type { Json } from '../proof/index.ts';

/**
 * What the guard can do, asked of the guard's own code: it is given the metadata of a server that could do a thing, and says by what it
 * publishes whether it would pass it. So there is no second list of what it refuses.
 */
export interface GuardAbilities {
  passesGrantType(grantType: string): boolean;
  passesResponseType(responseType: string): boolean;
  passesResponseMode(responseMode: string): boolean;
  passesAuthenticationMethod(method: string): boolean;
  /** Whether it publishes a member of the metadata that a server has: an endpoint, a list, a flag. */
  publishes(member: string): boolean;
  /** Why it refuses a parameter of an authorization request; null where it takes or leaves it. */
  refusesParameter(name: string, value: string): string | null;
}

const ISSUER = 'https://issuer.example';
const ENDPOINTS = {
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/authorize`,
  token_endpoint: `${ISSUER}/token`,
  jwks_uri: `${ISSUER}/jwks`,
};

export const guardAbilities: GuardAbilities = {
  passesGrantType: (grantType) => publishedWith('grant_types_supported', [grantType]).includes(grantType),
  passesResponseType: (responseType) =>
    publishedWith('response_types_supported', [responseType]).some((one) => sameSet(one, responseType)),
  passesResponseMode: (mode) => publishedWith('response_modes_supported', [mode]).includes(mode),
  passesAuthenticationMethod: (method) =>
    publishedWith('token_endpoint_auth_methods_supported', [method]).includes(method),
  publishes(member) {
    const value = published({ [member]: valueFor(member) })[member];
    return value !== undefined && value !== false;
  },
  refusesParameter(name, value) {
    const parameters = new Map([
      ['client_id', ['c']],
      ['redirect_uri', [`${ISSUER}/callback`]],
      ['response_type', ['code']],
      [name, [value]],
    ]);
    try {
      parseAuthorizationRequest(parameters, parseRedirectTarget(parameters));
      return null;
    } catch (error) {
      if (error instanceof OAuthError) return error.message;
      throw error;
    }
  },
};

function published(members: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  return guardMetadata(parseServerMetadata({ ...ENDPOINTS, ...members }, ISSUER), ISSUER, []);
}

function publishedWith(member: string, values: readonly string[]): readonly string[] {
  const value = published({ [member]: [...values] })[member];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function valueFor(member: string): Json {
  if (member.endsWith('_endpoint') || member.endsWith('_uri')) return `${ISSUER}/${member}`;
  return member.endsWith('_values_supported') || member.endsWith('types_supported') ? ['value'] : true;
}

function sameSet(one: unknown, other: string): boolean {
  return typeof one === 'string' && one.split(' ').sort().join(' ') === other.split(' ').sort().join(' ');
}
