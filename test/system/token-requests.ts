import type { Fetch } from './routed-fetch.ts';
import type { System } from './system.ts';

export interface TokenAnswer {
  readonly status: number;
  readonly json: Record<string, unknown>;
}

/** Posts a form to an endpoint of the issuer as a confidential client. */
export async function postAs(
  system: System,
  fetch: Fetch,
  clientId: string,
  endpoint: 'token_endpoint' | 'revocation_endpoint' | 'introspection_endpoint',
  form: Readonly<Record<string, string>>,
): Promise<TokenAnswer> {
  const basic = Buffer.from(`${clientId}:${encodeURIComponent(system.secretOf(clientId))}`).toString('base64');
  const metadata = await fetch(`${system.issuer}/.well-known/openid-configuration`);
  const url = String(((await metadata.json()) as Record<string, unknown>)[endpoint]);
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
  const text = await response.text();
  return { status: response.status, json: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

/** Asks for a token by client credentials. */
export function askForToken(
  system: System,
  fetch: Fetch,
  clientId: string,
  scope: string | null,
): Promise<TokenAnswer> {
  const form = { grant_type: 'client_credentials', ...(scope === null ? {} : { scope }) };
  return postAs(system, fetch, clientId, 'token_endpoint', form);
}

/** Calls an API with a token. */
export async function call(
  fetch: Fetch,
  url: string,
  token: unknown,
  method = 'GET',
): Promise<{ status: number; challenge: string; text: string }> {
  const response = await fetch(url, { method, headers: { authorization: `Bearer ${token}` } });
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate') ?? '',
    text: await response.text(),
  };
}
