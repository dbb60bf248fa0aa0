import { isScope } from '../oauth/index.ts';
import type { Part, PositionedDocument } from './document.ts';

/** What a security list demands, as the guard can check it. */
export interface Requirement {
  readonly anonymous: boolean;
  readonly required: readonly (readonly string[])[];
}

/** Security schemes by name: whether a bearer token with scopes satisfies it. */
export type SecuritySchemes = ReadonlyMap<string, boolean>;

/** Reads `components.securitySchemes`. */
export function readSecuritySchemes(document: PositionedDocument, components: Part | undefined): SecuritySchemes {
  const schemes = new Map<string, boolean>();
  const part = components && document.members(components, 'components').get('securitySchemes');
  if (part === undefined) return schemes;
  for (const [name, scheme] of document.members(part, 'securitySchemes')) {
    const members = document.members(scheme, `the security scheme ${name}`);
    const kind = textOf(document, members.get('type'), 'type');
    const httpScheme = textOf(document, members.get('scheme'), 'scheme').toLowerCase();
    schemes.set(name, kind === 'oauth2' || kind === 'openIdConnect' || (kind === 'http' && httpScheme === 'bearer'));
  }
  return schemes;
}

/**
 * Reads a `security` list (OpenAPI 3.1 §4.8.30): alternatives, in each of which all schemes and all their scopes are needed. An
 * alternative with a scheme that isn't about tokens (an API key, a certificate) can't be checked here and doesn't count.
 *
 * @throws OperationsError `security_unknown`, `security_unsatisfiable`, `document_malformed`
 */
export function readSecurity(document: PositionedDocument, security: Part, schemes: SecuritySchemes): Requirement {
  const alternatives = document.items(security, 'security');
  let anonymous = alternatives.length === 0;
  const required = new Map<string, readonly string[]>();
  for (const alternative of alternatives) {
    const needs = document.members(alternative, 'a security requirement');
    if (needs.size === 0) {
      anonymous = true;
      continue;
    }
    const scopes = new Set<string>();
    let byToken = true;
    for (const [name, list] of needs) {
      const scheme = schemes.get(name);
      if (scheme === undefined)
        throw document.fail('security_unknown', list, `the security scheme ${name} is not defined in securitySchemes`);
      byToken &&= scheme;
      for (const item of document.items(list, `the scopes of ${name}`)) {
        const scope = document.text(item, 'a scope');
        if (scheme && !isScope(scope))
          throw document.fail(
            'document_malformed',
            item,
            `${JSON.stringify(scope)} is no scope (RFC 6749 section 3.3)`,
          );
        scopes.add(scope);
      }
    }
    if (!byToken) continue;
    const all = [...scopes].sort();
    required.set(all.join(' '), all);
  }
  if (!anonymous && required.size === 0)
    throw document.fail(
      'security_unsatisfiable',
      security,
      'every alternative needs something beside an OAuth token, which the guard can not check: add one that a token satisfies',
    );
  return { anonymous, required: [...required.values()] };
}

function textOf(document: PositionedDocument, part: Part | undefined, what: string): string {
  return part === undefined ? '' : document.text(part, what);
}
