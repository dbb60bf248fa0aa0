import { readSource } from '../read-source.ts';
import { itemsOf, member, membersOfPart, type Part, textOf } from '../tree.ts';
import { type LogReader, type RequestLog, SECRET_PARAMETERS, type SeenRequest } from './types.ts';

/** Events of Keycloak that follow from a token request, with the grant type that each is of. */
const TOKEN_EVENTS: Readonly<Record<string, string>> = {
  CODE_TO_TOKEN: 'authorization_code',
  REFRESH_TOKEN: 'refresh_token',
  CLIENT_LOGIN: 'client_credentials',
  TOKEN_EXCHANGE: 'urn:ietf:params:oauth:grant-type:token-exchange',
  OAUTH2_DEVICE_CODE_TO_TOKEN: 'urn:ietf:params:oauth:grant-type:device_code',
  AUTHREQID_TO_TOKEN: 'urn:openid:params:grant-type:ciba',
};
/** `grant_type` of a `LOGIN` that came by the password grant. */
const PASSWORD = 'password';

/**
 * Events of a Keycloak realm, as `GET /admin/realms/{realm}/events` gives them (a list of EventRepresentation). Those that say
 * `_ERROR` are passed over: what failed doesn't work today.
 */
export const keycloakEventsReader: LogReader = {
  id: 'keycloak-events',
  title: "Keycloak: a realm's events, as its admin REST gives them (JSON)",
  recognises: (beginning) =>
    /^\ufeff?\s*\[/.test(beginning) && /"realmId"/.test(beginning) && /"type"\s*:\s*"[A-Z0-9_]+"/.test(beginning),
  read(path, text): RequestLog {
    const file = readSource(path.endsWith('.json') ? path : `${path}.json`, new TextEncoder().encode(text));
    const requests: SeenRequest[] = [];
    let passedOver = 0;
    for (const event of itemsOf(file.root)) {
      const seen = seenIn(event);
      if (seen === null) passedOver++;
      else requests.push({ ...seen, at: { ...file.at(event), file: path } });
    }
    return { reader: 'keycloak-events', path, requests, passedOver };
  },
};

function seenIn(event: Part): Omit<SeenRequest, 'at'> | null {
  const type = textOf(member(event, 'type')) ?? '';
  const clientId = textOf(member(event, 'clientId'));
  const detail = (name: string): string | null => textOf(member(event, 'details', name));
  const details = membersOfPart(member(event, 'details'))
    .flatMap(([name, part]): [string, string][] => {
      const value = textOf(part);
      return value === null ? [] : [[name, value]];
    })
    .filter(([name]) => ['scope', 'redirect_uri', 'response_mode'].includes(name) && !SECRET_PARAMETERS.has(name));
  const client: [string, string][] = clientId === null ? [] : [['client_id', clientId]];
  if (type === 'LOGIN' && detail('grant_type') !== PASSWORD) {
    const responseType = detail('response_type');
    if (responseType === null && detail('redirect_uri') === null) return null;
    const asked: [string, string][] = responseType === null ? [] : [['response_type', responseType]];
    return { kind: 'authorization', clientId, parameters: [...client, ...asked, ...details] };
  }
  const grantType = type === 'LOGIN' ? PASSWORD : TOKEN_EVENTS[type];
  if (grantType === undefined) return null;
  const method = detail('client_auth_method');
  return {
    kind: 'token',
    clientId,
    parameters: [
      ...client,
      ['grant_type', grantType],
      ...details.filter(([name]) => name === 'scope'),
      ...(method === null ? [] : [['client_auth_method', method] as const]),
    ],
  };
}
