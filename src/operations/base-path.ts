import type { Part, PositionedDocument } from './document.ts';

/**
 * The base paths of a `servers` list (OpenAPI 3.1 §4.8.5), each once, variables at their defaults. Hosts don't matter: requests
 * arrive at the guard's own.
 *
 * @throws OperationsError `document_malformed`
 */
export function readBasePaths(document: PositionedDocument, servers: Part | undefined): readonly string[] {
  const items = servers === undefined ? [] : document.items(servers, 'servers');
  if (items.length === 0) return [''];
  return [...new Set(items.map((server) => basePathOf(document, server)))];
}

function basePathOf(document: PositionedDocument, server: Part): string {
  const members = document.members(server, 'a server');
  const url = members.get('url');
  if (url === undefined) throw document.fail('document_malformed', server, 'a server has a url');
  const variables = members.get('variables');
  const defaults = variables === undefined ? null : document.members(variables, 'variables');
  const text = document.text(url, 'url').replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const variable = defaults?.get(name);
    const value = variable && document.members(variable, `the variable ${name}`).get('default');
    if (value === undefined) throw document.fail('document_malformed', url, `the variable ${name} has no default`);
    return document.text(value, 'default');
  });
  const path = text.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/\/$/, '');
  if (path !== '' && !/^(?:\/[A-Za-z0-9._~!$&'()*+,=:@-]+)+$/.test(path))
    throw document.fail(
      'document_malformed',
      url,
      `${path} is no base path: write an absolute URL, or a path that begins with /`,
    );
  return path;
}
