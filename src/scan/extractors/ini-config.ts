import { codeSettings } from '../deployment/code-settings.ts';
import { Findings } from '../deployment/findings.ts';
import { scopesOfText } from '../deployment/scope-value.ts';
import { SettingsReader } from '../deployment/settings-reader.ts';
import { settingsTree } from '../deployment/settings-tree.ts';
import { whoseScopes } from '../deployment/whose-scopes.ts';
import { lineEnd, readIni, withoutActions } from '../documents/index.ts';

import type { Extractor } from '../types.ts';

/** Signs of a client's settings: without any, a file of names and values is somebody else's. */
const SIGNS = /client_?-?id|client_?-?secret|\[auth\.|oidc|oauth|openid|providers\.\w/i;
/** Directives of web servers, whose values are the rest of the line. */
const DIRECTIVE = /^[ \t]*(OIDCScope|OIDCPathScope|OAuth2Scope)[ \t]+(.+)$/gm;
/** Blocks of caddy-security: `oauth identity provider NAME { … scopes openid email }`. */
const CADDY = /\boauth identity provider[ \t]+([\w-]+)[ \t]*\{([^{}]*)\}/g;

/**
 * Configuration in lines: oauth2-proxy's and traefik-forward-auth's `.cfg`, Grafana's `grafana.ini`, mod_auth_openidc's `OIDCScope` in
 * Apache's configuration (github.com/OpenIDC/mod_auth_openidc, auth_openidc.conf), caddy-security's `scopes` in a Caddyfile
 * (docs.authcrunch.com, «OAuth 2.0 and OpenID Connect»);.
 */
export const iniConfig: Extractor = {
  id: 'ini-config',
  title: 'INI, TOML and web server configuration of proxies and applications',
  paths:
    /\.(?:ini|cfg|conf|toml|htaccess)(?:\.\w+)?$|(?:^|[/_.-])(?:gitlab\.rb(?:\.\w+)?$|Caddyfile[\w.-]*|\.?htaccess|oauth2[_-]proxy[\w.-]*cfg)$/i,
  mentions: ['scope', 'Scope'],
  recognises: ({ path, text }) =>
    !/\bmiddlewares\b|^idp_provider/m.test(text) &&
    (SIGNS.test(text) || /Caddyfile/i.test(path)) &&
    !/^[ \t]*(?:\[tool\.|\[package\]|\[dependencies\]|\[project\]|apiVersion:|services:|http:)|^\s*[{<]\s*["?!]/m.test(
      text.slice(0, 5000),
    ) &&
    !/^\s*\{\s*["}]/.test(text),
  extract({ path, text }) {
    const findings = new Findings();
    for (const match of text.matchAll(DIRECTIVE)) {
      const from = match.index + match[0].length - (match[2] ?? '').length;
      const value = (match[2] ?? '').replace(/^(["'])(.*?)\1.*$/, '$2');
      const provider = whoseScopes(/^[ \t]*OIDCProviderMetadataURL[ \t]+(\S+)/m.exec(text)?.[1]);
      const client = /^[ \t]*OIDCClientID[ \t]+"?([\w.-]+)/m.exec(text)?.[1] ?? null;
      findings.add('request', scopesOfText(value, text, from, lineEnd(text, from)), { client, provider }, match.index);
    }
    if (/Caddyfile|caddy/i.test(path) || text.includes('oauth identity provider')) readCaddy(text, findings);
    if (/gitlab\.rb/i.test(path) || text.includes('resty.openidc')) {
      for (const { name, scopes, offset } of codeSettings(text, text, 0))
        findings.add('request', scopes, { client: null, provider: whoseScopes(name) }, offset);
      return findings.extraction();
    }
    if (!/^[ \t]*<[A-Z]/m.test(text))
      new SettingsReader(text, findings, {}).read(settingsTree(readIni(withoutActions(text))));
    return findings.extraction();
  },
};

function readCaddy(text: string, findings: Findings): void {
  for (const match of text.matchAll(CADDY)) {
    const [, name = '', body = ''] = match;
    const start = match.index + match[0].length - 1 - body.length;
    const line = /^[ \t]*scopes[ \t]+(.+)$/m.exec(body);
    if (line === null) continue;
    const from = start + line.index + line[0].length - (line[1] ?? '').length;
    findings.add(
      'request',
      scopesOfText(line[1] ?? '', text, from, lineEnd(text, from)),
      { client: name, provider: whoseScopes(name, body) },
      from,
    );
  }
}
