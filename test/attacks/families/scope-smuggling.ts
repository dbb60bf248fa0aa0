import { describe } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type AttackScene, attacks } from '../scene/attack-scene.ts';
import {
  authorizationQuery,
  FORM,
  GRANT,
  LEFT_BEHIND,
  MALFORMED,
  NIGHTLY,
  NOT_ITS_SCOPE,
  UNKNOWN_SCOPE,
  UNREADABLE,
} from './common.ts';

/** F06: the request is written so that guard and server may read another scope out of it. */
export function scopeSmuggling(scene: AttackScene): void {
  const sends = (form: string, headers: Record<string, string> = {}) => ({
    act: () => scene.base.post('/token', NIGHTLY, form, headers),
  });
  const sendsBytes = (
    type: string | null,
    body: Uint8Array<ArrayBuffer> | string,
    more: Record<string, string> = {},
  ) => ({
    act: () =>
      scene.base.request('POST', '/token', {
        headers: { ...(type === null ? {} : { 'content-type': type }), ...more },
        body,
      }),
  });
  const READ = `${GRANT}&scope=orders:read`;

  describe('F06 scope smuggling at the token endpoint', () => {
    attacks(scene, [
      { name: 'F06 asks plainly', ...sends(`${GRANT}&scope=orders:write`), ...NOT_ITS_SCOPE },
      { name: 'F06 asks beside the allowed scope', ...sends(`${READ}+orders:write`), ...NOT_ITS_SCOPE },
      { name: 'F06 sends scope twice, the wide one last', ...sends(`${READ}&scope=orders:write`), ...UNREADABLE },
      {
        name: 'F06 sends scope twice, the wide one first',
        ...sends(`${GRANT}&scope=orders:write&scope=orders:read`),
        ...UNREADABLE,
      },
      {
        name: 'F06 sends an empty scope before the wide one',
        ...sends(`${GRANT}&scope=&scope=orders:write`),
        ...UNREADABLE,
      },
      { name: 'F06 encodes the name: %73cope', ...sends(`${GRANT}&%73cope=orders:write`), ...NOT_ITS_SCOPE },
      { name: 'F06 encodes the name of a second scope', ...sends(`${READ}&%73cope=orders:write`), ...UNREADABLE },
      { name: 'F06 brackets: scope[]', ...sends(`${READ}&scope[]=orders:write`), ...UNREADABLE },
      { name: 'F06 brackets, encoded: scope%5B0%5D', ...sends(`${READ}&scope%5B0%5D=orders:write`), ...UNREADABLE },
      { name: 'F06 another case: Scope', ...sends(`${READ}&Scope=orders:write`), ...UNREADABLE },
      { name: 'F06 a blank before the name: +scope', ...sends(`${READ}&+scope=orders:write`), ...UNREADABLE },
      { name: 'F06 a blank behind the name: scope%20', ...sends(`${READ}&scope%20=orders:write`), ...UNREADABLE },
      { name: 'F06 a byte order mark before the name', ...sends(`${READ}&%EF%BB%BFscope=orders:write`), ...UNREADABLE },
      { name: 'F06 NUL behind the name', ...sends(`${READ}&scope%00=orders:write`), ...UNREADABLE },
      { name: 'F06 grant.type beside grant_type', ...sends(`${READ}&grant.type=password`), ...UNREADABLE },
      { name: 'F06 ; between parameters', ...sends(`${READ};scope=orders:write`), ...UNKNOWN_SCOPE },
      { name: 'F06 a tab between scopes', ...sends(`${READ}%09orders:write`), ...MALFORMED },
      { name: 'F06 a line feed between scopes', ...sends(`${READ}%0aorders:write`), ...UNREADABLE },
      { name: 'F06 a no-break space between scopes', ...sends(`${READ}%C2%A0orders:write`), ...MALFORMED },
      { name: 'F06 a comma between scopes', ...sends(`${READ},orders:write`), ...UNKNOWN_SCOPE },
      { name: 'F06 two spaces between scopes', ...sends(`${READ}++orders:write`), ...MALFORMED },
      { name: 'F06 NUL in the scope', ...sends(`${READ}%00orders:write`), ...UNREADABLE },
      { name: 'F06 encodes twice: %2520', ...sends(`${READ}%2520orders:write`), ...UNKNOWN_SCOPE },
      { name: 'F06 overlong UTF-8 for a blank: %C0%A0', ...sends(`${READ}%C0%A0orders:write`), ...UNREADABLE },
      { name: 'F06 a lone surrogate', ...sends(`${READ}%ED%A0%80`), ...UNREADABLE },
      { name: 'F06 a broken encoding: %zz', ...sends(`${READ}%zz`), ...UNREADABLE },
      {
        name: 'F06 raw bytes beyond ASCII',
        ...sendsBytes(FORM, Buffer.from(`${READ}\u00a0orders:write`)),
        ...UNREADABLE,
      },
      { name: 'F06 a wildcard: *', ...sends(`${GRANT}&scope=*`), ...UNKNOWN_SCOPE },
      { name: 'F06 a wildcard: orders:*', ...sends(`${GRANT}&scope=orders:*`), ...UNKNOWN_SCOPE },
      { name: 'F06 another case: ORDERS:READ', ...sends(`${GRANT}&scope=ORDERS:READ`), ...UNKNOWN_SCOPE },
      { name: 'F06 a name of every object: __proto__', ...sends(`${GRANT}&scope=__proto__`), ...UNKNOWN_SCOPE },
      { name: 'F06 a name of every object: constructor', ...sends(`${GRANT}&scope=constructor`), ...UNKNOWN_SCOPE },
      {
        name: 'F06 a scope that the server drops in silence',
        ...sends(`${GRANT}&scope=admin:everything`),
        ...UNKNOWN_SCOPE,
      },
      {
        name: 'F06 no scope at all, for which the server gives all that it has',
        ...sends(GRANT),
        ...LEFT_BEHIND,
      },
      {
        name: 'F06 hides the scope behind a thousand parameters',
        ...sends(`${READ}${Array.from({ length: 1000 }, (_, at) => `&p${at}=`).join('')}&scope=orders:write`),
        ...UNREADABLE,
      },
      {
        name: 'F06 puts the scope into the query',
        act: () => scene.base.post('/token?scope=orders:write', NIGHTLY, READ),
        ...UNREADABLE,
      },
      {
        name: 'F06 puts everything into the query',
        act: () => scene.base.post(`/token?${GRANT}&scope=orders:write`, NIGHTLY, ''),
        ...UNREADABLE,
      },
      {
        name: 'F06 names the method GET',
        act: () => scene.base.request('GET', '/token'),
        client: '405 invalid_request',
        server: [],
        ledger: [],
      },
      {
        name: 'F06 a JSON body',
        ...sendsBytes('application/json', '{"scope":"orders:write","scope":"orders:read"}'),
        ...UNREADABLE,
      },
      {
        name: 'F06 a multipart body',
        ...sendsBytes('multipart/form-data; boundary=x', `--x\r\n\r\n${READ}`),
        ...UNREADABLE,
      },
      { name: 'F06 no content type', ...sendsBytes(null, Buffer.from(READ)), ...UNREADABLE },
      {
        name: 'F06 a charset that hides bytes: utf-16le',
        ...sendsBytes(`${FORM}; charset=utf-16le`, READ),
        ...UNREADABLE,
      },
      { name: 'F06 a charset that hides bytes: utf-7', ...sendsBytes(`${FORM}; charset=utf-7`, READ), ...UNREADABLE },
      { name: 'F06 two charsets', ...sendsBytes(`${FORM}; charset=utf-8; charset=utf-7`, READ), ...UNREADABLE },
      {
        name: 'F06 a compressed body',
        ...sendsBytes(FORM, Uint8Array.from(gzipSync(READ)), { 'content-encoding': 'gzip' }),
        client: '415 invalid_request',
        server: [],
        ledger: [],
      },
      {
        name: 'F06 authorization details beside the scope',
        ...sends(`${READ}&authorization_details=[{"type":"all"}]`),
        client: '400 invalid_authorization_details',
        server: [],
        ledger: [],
      },
      {
        name: 'F06 vendors’ parameters that widen',
        ...sends(
          `${READ}&include_granted_scopes=true&access_type=offline&user_scope=admin&audience=https%3A%2F%2Fother.example&kc_idp_hint=x`,
        ),
        ...LEFT_BEHIND,
      },
      {
        name: 'F06 the resource of another API',
        ...sends(`${READ}&resource=https%3A%2F%2Fcustomers.acme.example`),
        client: '400 invalid_scope',
        server: [],
        ledger: ['decision refuse: scope_of_other_resource'],
      },
      {
        name: 'F06 two resources at once',
        ...sends(`${READ}&resource=https%3A%2F%2Forders.acme.example&resource=https%3A%2F%2Fcustomers.acme.example`),
        client: '400 invalid_target',
        server: [],
        ledger: ['decision refuse: resource_ambiguous'],
      },
    ]);
  });

  const authorizes = (more: Record<string, string | null>, suffix = '') => ({
    act: () => scene.base.request('GET', `/auth?${authorizationQuery('support-desk', more)}${suffix}`),
  });
  describe('F06 scope smuggling at the authorization endpoint', () => {
    const NEEDS_ELEVATION = {
      client: '303 invalid_scope',
      server: [],
      ledger: ['decision refuse: scope_needs_elevation'],
      alerts: ['critical scope.refused: customers:pii'],
    };
    const PAGE = { client: '400 invalid_request', server: [], ledger: [] };
    attacks(scene, [
      {
        name: 'F06 asks a person for more than the client may have',
        ...authorizes({ scope: 'openid customers:pii' }),
        ...NEEDS_ELEVATION,
      },
      {
        name: 'F06 asks for more in silence (prompt=none)',
        ...authorizes({ scope: 'openid customers:pii', prompt: 'none' }),
        ...NEEDS_ELEVATION,
      },
      { name: 'F06 sends scope twice', ...authorizes({ scope: 'openid' }, '&scope=customers:pii'), ...PAGE },
      { name: 'F06 sends scope[] beside scope', ...authorizes({ scope: 'openid' }, '&scope[]=customers:pii'), ...PAGE },
      {
        name: 'F06 asks by claims, which need no scope',
        ...authorizes({ scope: 'openid', claims: '{"id_token":{"groups":null}}' }),
        client: '303 invalid_request',
        server: [],
        ledger: ['decision refuse: claim_not_allowed'],
      },
      {
        name: 'F06 asks by claims that two servers read differently',
        ...authorizes({ scope: 'openid', claims: '{"id_token":{"sub":null},"id_token":{"groups":null}}' }),
        client: '303 invalid_request',
        server: [],
        ledger: [],
      },
      {
        name: 'F06 posts one scope and puts another into the query',
        act: () => scene.base.post(`/auth?${authorizationQuery('support-desk')}`, null, 'scope=customers:pii'),
        ...PAGE,
      },
      {
        name: 'F06 registers itself in passing',
        ...authorizes({ scope: 'openid', registration: '{"client_name":"x"}' }),
        client: '303 registration_not_supported',
        server: [],
        ledger: [],
      },
      {
        name: 'F06 wants the token in the address (response_type=token)',
        ...authorizes({ scope: 'openid', response_type: 'token' }),
        client: '303 unsupported_response_type',
        server: [],
        ledger: [],
      },
      {
        name: 'F06 wants a token beside the code (hybrid)',
        ...authorizes({ scope: 'openid', response_type: 'code token' }),
        client: '303 unsupported_response_type',
        server: [],
        ledger: [],
      },
      {
        name: 'F06 wants the answer posted or in a fragment',
        ...authorizes({ scope: 'openid', response_mode: 'fragment' }),
        client: '303 unsupported_response_mode',
        server: [],
        ledger: [],
      },
    ]);
  });
}
