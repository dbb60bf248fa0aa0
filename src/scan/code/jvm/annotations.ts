import type { Argument, Call, Entry, Expression, Mapping } from '../model.ts';
import { chainOf } from '../names.ts';

/** Of swagger-core, also in the names of its older versions. */
const SCHEMES = new Set(['SecurityScheme', 'OAuthFlows', 'OAuthFlow', 'OAuth2Definition', 'SecurityDefinition']);
const SCOPES = new Set(['OAuthScope', 'Scope', 'AuthorizationScope']);

/**
 * What an annotation that describes an OpenAPI security scheme says, as the mapping of an OpenAPI document: `flows`, in them `scopes`,
 * in them a name and what it means; null for any other annotation. (swagger-core, `io.swagger.v3.oas.annotations.security`.)
 */
export function definitionOf(call: Call): Mapping | null {
  const name = chainOf(call.callee).at(-1) ?? '';
  if (SCHEMES.has(name)) return mappingOf(call, name === 'OAuthFlow' ? 'flow' : null);
  if (name !== 'SecuritySchemes' && name !== 'OpenAPIDefinition') return null;
  const inner = call.arguments.flatMap(({ value }) => (value.kind === 'list' ? value.items : [value]));
  const schemes = inner.flatMap((one) => (one.kind === 'call' ? (definitionOf(one) ?? []) : []));
  if (schemes.length === 0) return null;
  const entries = schemes.map((value): Entry => ({ name: 'securitySchemes', nameOffset: value.offset, value }));
  return { kind: 'mapping', entries, offset: call.offset, end: call.end };
}

function mappingOf(call: Call, wrap: string | null): Mapping {
  const span = { offset: call.offset, end: call.end };
  const entries = call.arguments.flatMap(({ name, nameOffset, value }): Entry[] => {
    if (name === null) return [];
    if (name === 'scopes') return [{ name, nameOffset, value: scopesOf(value) }];
    return [{ name, nameOffset, value: flowOf(value) }];
  });
  const own: Mapping = { kind: 'mapping', entries, ...span };
  return wrap === null
    ? own
    : { kind: 'mapping', entries: [{ name: wrap, nameOffset: call.offset, value: own }], ...span };
}

function flowOf(value: Expression): Expression {
  if (value.kind === 'list') return { ...value, items: value.items.map(flowOf) };
  return value.kind === 'call' && SCHEMES.has(chainOf(value.callee).at(-1) ?? '') ? mappingOf(value, null) : value;
}

function scopesOf(value: Expression): Expression {
  const items = value.kind === 'list' ? value.items : [value];
  const entries = items.flatMap((item): Entry[] => {
    if (item.kind !== 'call' || !SCOPES.has(chainOf(item.callee).at(-1) ?? '')) return [];
    const name = textOf(item.arguments, 'name') ?? textOf(item.arguments, 'scope');
    if (name === null) return [];
    const meaning: Expression = { kind: 'text', value: '', offset: name.offset, end: name.end };
    return [{ name: name.value, nameOffset: name.offset, value: meaning }];
  });
  return { kind: 'mapping', entries, offset: value.offset, end: value.end };
}

function textOf(all: readonly Argument[], called: string): Extract<Expression, { kind: 'text' }> | null {
  const value = all.find(({ name }) => name === called)?.value;
  return value?.kind === 'text' ? value : null;
}
