import { entriesOf, readJson, textOf, type Value, valueAt } from '../documents/index.ts';
import { providerOfUrl } from '../provider-hosts.ts';
import { firstName, joined, scopesIn } from '../scope-values.ts';
import type { Extraction, Extractor } from '../types.ts';

/**
 * Published documents of OAuth. Metadata of protected resources (RFC 9728 §2) and of authorization servers (RFC 8414 §2, OpenID Connect
 * Discovery 1.0 §3) define scopes, `scopes_supported`. Metadata of a client (RFC 7591 §2), as it registers itself or as its client id leads
 * to (draft-ietf-oauth-client-id-metadata-document), ask for them, `scope`: what MCP's clients, `mcp-remote` and AT Protocol's use.
 */
export const oauthMetadata: Extractor = {
  id: 'oauth-metadata',
  title: 'OAuth metadata of clients, resources and authorization servers',
  // Source files are called so, too: `ClientMetadataNames.java`.
  paths:
    /\.json$|(oauth-protected-resource|oauth-authorization-server|openid-configuration|client[-_]?metadata)[^/.]*$/i,
  mentions: ['scopes_supported', 'redirect_uris', 'client_name', 'scope'],
  recognises: ({ path, text }) =>
    text.includes('scopes_supported') || text.includes('redirect_uris') || /client[-_]?metadata/i.test(path),
  extract({ path, text }) {
    const { root, problem } = readJson(text);
    const named = /client[-_]?metadata|oauth-|openid-configuration/i.test(path);
    const parts = [root, ...entriesOf(root).map(({ value }) => value)].map((value) =>
      joined([supported(value, text), fromClient(value, text, named && value === root)]),
    );
    return joined([...parts, { found: [], warning: named ? problem : null }]);
  },
};

function supported(metadata: Value | null, text: string): Extraction {
  const publisher = textOf(valueAt(metadata, 'resource')) ?? textOf(valueAt(metadata, 'issuer'));
  const endpoint = textOf(valueAt(metadata, 'authorization_endpoint'));
  if (publisher === null && endpoint === null) return { found: [] };
  const provider = providerOfUrl(publisher) ?? providerOfUrl(endpoint);
  return scopesIn(valueAt(metadata, 'scopes_supported'), text, { kind: 'definition', client: null, provider });
}

function fromClient(metadata: Value | null, text: string, named: boolean): Extraction {
  const known = ['client_name', 'client_uri', 'grant_types', 'token_endpoint_auth_method', 'application_type'].some(
    (name) => valueAt(metadata, name) !== undefined,
  );
  const registers = valueAt(metadata, 'redirect_uris')?.kind === 'list' && known;
  // What an authorization server keeps of a client (its secret, its times) is an export of that server, read as such.
  const kept = ['created_at', 'skip_consent', 'client_secret_expires_at', 'subject_type'].some(
    (name) => valueAt(metadata, name) !== undefined,
  );
  if ((!registers && !named) || kept) return { found: [] };
  const client = firstName(valueAt(metadata, 'client_name'), valueAt(metadata, 'client_id'));
  return scopesIn(valueAt(metadata, 'scope'), text, { client, provider: null });
}
