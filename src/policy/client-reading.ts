import type { Client, ClientKind } from './types.ts';

/** A client's name in the policy, by which it is approved and waived: its client id, unless another issuer knows another by that. */
export function nameOfClient({ name, clientId }: Pick<Client, 'name' | 'clientId'>): string {
  return name ?? clientId;
}

/** What kind of client it is: as it says, else a machine where it asks by its own credentials alone, else one that keeps a secret. */
export function kindOf({ kind, grantTypes }: Pick<Client, 'kind' | 'grantTypes'>): ClientKind {
  if (kind !== undefined) return kind;
  return grantTypes.every((grantType) => grantType === 'client_credentials') ? 'machine' : 'confidential';
}

/** Whether a grant type sends people to a redirect URI (RFC 6749 §4.1, §4.2). */
export function redirects(grantTypes: Client['grantTypes']): boolean {
  return grantTypes.includes('authorization_code') || grantTypes.includes('implicit');
}
