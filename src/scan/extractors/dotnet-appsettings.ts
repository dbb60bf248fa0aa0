import { type Context, hasClientSettings, isClient, plainName } from '../deployment/context.ts';
import { documentsOf } from '../deployment/documents-of.ts';
import { Findings } from '../deployment/findings.ts';
import { looksLikeScope, nameSays } from '../deployment/scope-names.ts';
import { SettingsReader } from '../deployment/settings-reader.ts';
import { itemsOf, type Mapping, textOf, type Value, valueAt } from '../documents/index.ts';
import type { Extractor } from '../types.ts';

/** Sections in which Microsoft.Identity.Web finds how an application signs in, or how an API is protected. */
const IDENTITY = /^(?:azuread\w*|entraid\w*|microsoftentra\w*|entra|azureadb2c|aad)$/;
/** What only an application that signs people in has there. */
const SIGNS_IN = new Set(
  'callbackpath signedoutcallbackpath redirecturi postlogoutredirecturi responsetype cachefilename'.split(' '),
);

const NAMES = /(?:appsettings|settings|identityserver\w*|identitydata|local\.settings|secrets)[^/]*\.json$/i;
/** What only settings of .NET have, whatever their file is called. */
const ONLY_DOTNET =
  /"AllowedHosts"\s*:\s*"|"Microsoft\.(?:AspNetCore|Hosting\.Lifetime)"\s*:\s*"|"AzureAd(?:B2C)?"\s*:\s*\{/;

/**
 * ASP.NET Core's `appsettings.json`: scopes of downstream APIs, of OpenID Connect sections, of Swagger UI, and those that
 * IdentityServer's clients are allowed (learn.microsoft.com, «Microsoft.Identity.Web, downstream APIs»; docs.duendesoftware.com, «Client
 * reference». `Scopes` of a section that protects an API are the ones it checks (`RequiredScope`), and are no request.
 */
export const dotnetAppsettings: Extractor = {
  id: 'dotnet-appsettings',
  title: '.NET application settings',
  paths: /\.json$/i,
  mentions: ['Scope', 'scope'],
  recognises: ({ path, text }) =>
    /appsettings/i.test(path) ||
    (!NAMES.test(path) && ONLY_DOTNET.test(text) && !text.includes('"$schema"')) ||
    (NAMES.test(path) &&
      /"(?:Logging|ConnectionStrings|AllowedHosts|Serilog|AzureAd|IdentityServer|IdentityServerData|IsEncrypted|Values)"\s*:/.test(
        text,
      ) &&
      !/"\$schema"\s*:\s*"[^"]*(?:openapi|swagger)/.test(text)),
  extract(file) {
    const { roots, warning } = documentsOf(file);
    const findings = new Findings();
    const reader = new SettingsReader(file.text, findings, {
      definesByMapping: true,
      says: saysOf,
      passesOver: (value, context) => definesHere(value, context, file.text, findings),
      clientOf: ({ path }) => path.findLast((part) => !/^(?:\[\]|Scopes?)$/.test(part)) ?? null,
    });
    for (const root of roots) reader.read(colons(root));
    return findings.extraction(warning);
  },
};

function saysOf(name: string, context: Context, mapping: Mapping): 'asks' | 'no' | 'defines' | null {
  const plain = plainName(name);
  const parent = plainName(context.path.at(-1) ?? '');
  if (plain === 'allowedscopes')
    return context.path.some((part) => /clients?$/i.test(part)) || isClient(mapping) ? 'asks' : 'no';
  if (/^(?:scopes?|defaultscopes?|scopesforaccesstoken|scopeforaccesstoken)$/.test(plain)) {
    if (parent === 'apiresources' || isServer(mapping)) return 'defines';
    if (IDENTITY.test(parent)) return signsIn(mapping) || scopesAt(mapping, name).some(isOthers) ? 'asks' : 'no';
    if (!isClient(mapping) && context.path.some((part) => CHECKS.test(plainName(part)))) return 'no';
    if (CHECKS.test(parent)) return 'no';
    if (protectsApi(mapping)) return 'no';
    return scopesAt(mapping, name).some(looksLikeScope) ? 'asks' : null;
  }
  if (nameSays(name) === 'perhaps') {
    if (scopesAt(mapping, name).some(looksLikeScope)) return 'asks';
    return isClient(mapping) ? null : 'no';
  }
  return null;
}

/** Settings by which an API accepts tokens: an authority with an audience, and nothing that only a client has. */
function protectsApi(mapping: Mapping): boolean {
  if (hasClientSettings(mapping)) return false;
  const names = mapping.entries.map(({ name }) => plainName(name));
  return (
    names.some((name) => /^(?:requirehttpsmetadata|validaudiences?|validateaudience|apiname|apisecret)$/.test(name)) ||
    (names.includes('authority') && names.includes('audience'))
  );
}

/** Sections in which tokens of others are checked. */
const CHECKS = /jwt|bearer|protection|^authorization$|polic(?:y|ies)|validation|resourceserver|permission|required/;

/** Settings of an authorization server, which say what there is. */
function isServer(mapping: Mapping): boolean {
  return mapping.entries.some(
    ({ name, value }) =>
      /^(?:endpoints|claims|encryptioncertificate|signingcertificate)$/.test(plainName(name)) &&
      value.kind !== 'scalar',
  );
}

function signsIn(mapping: Mapping): boolean {
  const plain = mapping.entries.map(({ name }) => plainName(name));
  return plain.some((name) => SIGNS_IN.has(name)) && !plain.some((name) => name === 'audience');
}

/** A scope that no API of one's own has: an address, one of OpenID Connect, one of Microsoft Graph. */
function isOthers(scope: string): boolean {
  return OTHERS.test(scope);
}

const OTHERS =
  /^(?:https?:|api:|openid$|offline_access$)|\/\.default$|^(?:User|Mail|Calendars|Files|Directory|Group|GroupMember|Sites|Contacts|Tasks|Application|Presence|Chat|Team|Notes|People)\.[A-Z]\w+(?:\.\w+)*$/i;

function scopesAt(mapping: Mapping, name: string): readonly string[] {
  const value = mapping.entries.findLast((one) => one.name === name)?.value;
  return (value?.kind === 'list' ? value.items : [value])
    .flatMap((item) => (textOf(item) ?? '').split(/[\s,]+/))
    .filter((scope) => scope !== '');
}

/** `ApiScopes: [{Name: orders.read}]` of IdentityServer's data says which scopes there are. */
function definesHere(value: Value, { path }: Context, source: string, findings: Findings): boolean {
  if (plainName(path.at(-1) ?? '') !== 'apiscopes' || value.kind !== 'list') return false;
  for (const item of itemsOf(value)) {
    const name = item.kind === 'scalar' ? item : valueAt(item, 'Name');
    const scope = textOf(name);
    if (name === undefined || scope === null || scope === '' || /\s/.test(scope)) continue;
    const at = source.slice(name.offset, name.end).indexOf(scope);
    findings.add(
      'definition',
      { scopes: [{ scope, offset: name.offset + Math.max(0, at), confidence: 'high' }], dynamic: null },
      { client: null, provider: null },
      name.offset,
    );
  }
  return true;
}

/** `"Oidc:Scope": "openid"` is `Scope` in `Oidc`. */
function colons(root: Value): Value {
  if (root.kind === 'list') return { ...root, items: root.items.map(colons) };
  if (root.kind !== 'mapping') return root;
  return {
    ...root,
    entries: root.entries.map(({ name, nameOffset, value }) => {
      const inner = colons(value);
      const parts = name.replace(/:\d+$/, '').split(/:|__/);
      return parts.slice(0, -1).reduceRight<{ name: string; nameOffset: number; value: Value }>(
        (of, part) => ({
          name: part,
          nameOffset,
          value: { kind: 'mapping', entries: [of], offset: inner.offset, end: inner.end },
        }),
        { name: parts.at(-1) ?? name, nameOffset, value: inner },
      );
    }),
  };
}
