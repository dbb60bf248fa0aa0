import { OAuthError } from './oauth-error.ts';
import { type Parameters, parameter } from './parameters.ts';
import { parseScope } from './scope.ts';

/** The scopes asked for, sorted; null where none is. @throws OAuthError `invalid_scope` */
export function scopesOf(parameters: Parameters): readonly string[] | null {
  const scope = parameter(parameters, 'scope');
  return scope === null ? null : parseScope(scope);
}

/**
 * Resource indicators, sorted, each once: absolute URIs without fragment (RFC 8707 §2), compared byte for byte.
 *
 * @throws OAuthError `invalid_target`
 */
export function resourcesOf(parameters: Parameters): readonly string[] {
  const resources = [...new Set(parameters.get('resource') ?? [])].sort();
  for (const resource of resources)
    if (!/^[a-zA-Z][a-zA-Z0-9+.-]*:[\x21-\x7e]+$/.test(resource) || resource.includes('#') || !URL.canParse(resource))
      throw new OAuthError('invalid_target', 'resource must be an absolute URI without fragment (RFC 8707 section 2)');
  return resources;
}
