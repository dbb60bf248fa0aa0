import { plainName } from '../deployment/context.ts';
import type { Habits } from '../deployment/settings-reader.ts';
import type { Extractor } from '../types.ts';
import { clientAfter, readFramework } from './spring.ts';

/**
 * Quarkus and Micronaut: scopes of OIDC tenants and clients, under any profile (quarkus.io/guides,
 * «OpenID Connect configuration properties», «OIDC client»; micronaut.io, «Micronaut Security, OAuth 2.0». The
 * policy enforcer's scopes and required claims are checked.
 */
export const quarkus: Extractor = {
  id: 'quarkus',
  title: 'Quarkus and Micronaut configuration',
  paths: /\.(?:ya?ml|properties|toml)(?:\.\w+)?$/i,
  mentions: ['scope', 'Scope', 'SCOPE'],
  recognises: ({ text }) =>
    /^[ \t]*["']?%?(?:[\w,-]+["']?[.:]\s*)?["']?(?:quarkus|micronaut|mp|kogito)[.:]/m.test(text) &&
    !/^(?:apiVersion|services):/m.test(text),
  extract: (file) => readFramework(file, QUARKUS),
};

const QUARKUS: Habits = {
  definesByMapping: false,
  says(name, { path }) {
    const plain = plainName(name);
    const way = path.map(plainName).join('.');
    if (plain === 'oauthscopes' && way.includes('swaggerui')) return 'asks';
    if (plain === 'oidcopenidconnectscopes' || plain === 'defaultscope') return 'no';
    if (plain !== 'scope' && plain !== 'scopes') return null;
    if (/policyenforcer|restclient|requiredclaims|arc$/.test(way)) return 'no';
    return /oidc|oauth2|oauth/.test(way) ? 'asks' : null;
  },
  clientOf: ({ path }) => {
    const tenant = clientAfter(path, /^(?:oidc|oidcclient|clients)$/);
    return tenant === null || /^(?:authentication|granttype|grantoptions|extraparams)$/.test(plainName(tenant))
      ? null
      : tenant;
  },
};
