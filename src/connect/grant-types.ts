import { GRANT_TYPES } from '../policy/index.ts';
import type { SourceFile } from './source-file.ts';
import type { FoundText } from './tree.ts';
import type { Remark } from './types.ts';

const OF_POLICIES: ReadonlySet<string> = new Set(GRANT_TYPES);

export const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';
export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
export const CIBA = 'urn:openid:params:grant-type:ciba';

/** Whether a policy knows a grant type. */
export function isPolicyGrantType(grantType: string): boolean {
  return OF_POLICIES.has(grantType);
}

/** Says of each grant type that a policy doesn't know where it stands, and that it is left out. */
export function remarkUnknownGrantTypes(file: SourceFile, client: string, found: readonly FoundText[]): Remark[] {
  return found
    .filter(({ value }) => !isPolicyGrantType(value))
    .map(({ value, part }) => ({
      at: file.at(part),
      message: `${client}: the grant type ${JSON.stringify(value)} is none that a policy has, and is left out`,
    }));
}

/** Whether a client with these grant types gets tokens for itself alone (RFC 6749 §4.4). */
export function isMachine(grantTypes: readonly string[]): boolean {
  return grantTypes.length > 0 && grantTypes.every((grantType) => grantType === 'client_credentials');
}
