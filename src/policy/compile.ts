import { canonicalJson, digestOfBytes, type Json } from '../proof/index.ts';
import { type DefinitionKind, readApproval } from './approval.ts';
import { checkPolicy } from './check-policy.ts';
import { DefinitionSites } from './definition-sites.ts';
import { defaultLimits, type PolicyFile, policyFile, SECTIONS } from './schema.ts';
import type { Approval, Client, Diagnostic, IdentifiedPolicy, Policy } from './types.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

/** A file of the policy folder: `*.yaml` holds definitions, `*.note` an approval. */
export interface PolicyFileText {
  /** As diagnostics show it. */
  readonly path: string;
  readonly text: string;
}

export interface Compilation {
  /** Null when there is any error. */
  readonly identified: IdentifiedPolicy | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Where a definition stands; null for one that isn't there. */
  siteOf(
    kind: DefinitionKind,
    name: string,
  ): { readonly file: string; readonly line: number; readonly column: number } | null;
}

/**
 * Compiles a policy: parses, validates, resolves references, fills defaults in, sorts, and identifies the result by its digest. Never
 * throws for what a file says; each problem is a diagnostic at the node that causes it.
 */
export function compilePolicy(files: readonly PolicyFileText[]): Compilation {
  const diagnostics: Diagnostic[] = [];
  const sites = new DefinitionSites();
  const contents: { source: YamlSource; content: PolicyFile }[] = [];
  for (const { path, text } of files.filter(({ path }) => /\.ya?ml$/.test(path))) {
    const source = readYaml(path, text);
    diagnostics.push(...source.diagnostics);
    if (source.diagnostics.length > 0) continue;
    const content = validate(source, diagnostics);
    if (content !== null) contents.push({ source, content });
  }
  const merged = merge(contents, sites, diagnostics);
  const siteOf: Compilation['siteOf'] = (kind, name) => sites.at([`${kind}s`, name], 'key');
  if (hasErrors(diagnostics)) return { identified: null, diagnostics, siteOf };
  const policy = compile(merged);
  diagnostics.push(...checkPolicy(policy, sites));
  if (hasErrors(diagnostics)) return { identified: null, diagnostics, siteOf };
  const approved = attachApprovals(policy, files, diagnostics);
  if (hasErrors(diagnostics)) return { identified: null, diagnostics, siteOf };
  return { identified: identifyPolicy(approved), diagnostics, siteOf };
}

/** The canonical bytes of a policy: what is stored, and what the digest is over (RFC 8785). */
export function policyBytes(policy: Policy): Uint8Array {
  return Buffer.from(canonicalJson(policy as unknown as Json));
}

/** A policy with its digest. */
export function identifyPolicy(policy: Policy): IdentifiedPolicy {
  return { digest: digestOfBytes(policyBytes(policy)), policy };
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

function validate(source: YamlSource, diagnostics: Diagnostic[]): PolicyFile | null {
  const result = policyFile.safeParse(source.value ?? {});
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys : [null];
    for (const key of unknown)
      diagnostics.push({
        code: key === null ? 'invalid' : 'unknown_field',
        severity: 'error',
        ...source.at(
          key === null ? path : [...path, key],
          key === null && issue.code !== 'invalid_key' ? 'value' : 'key',
        ),
        message:
          key === null ? `${path.join('.') || 'the file'}: ${lowerFirst(issue.message)}` : `${key} is no field here`,
        help: 'docs/policy.md has every field.',
      });
  }
  return null;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function merge(
  contents: readonly { source: YamlSource; content: PolicyFile }[],
  sites: DefinitionSites,
  diagnostics: Diagnostic[],
): PolicyFile {
  const merged: { -readonly [Name in keyof PolicyFile]: PolicyFile[Name] } = {};
  const twice = (source: YamlSource, path: readonly string[], what: string): boolean => {
    const first = sites.at(path, 'key');
    if (first === null) return false;
    diagnostics.push({
      code: 'defined_twice',
      severity: 'error',
      ...source.at(path, 'key'),
      message: `${what} is defined in ${first.file}:${first.line} already`,
      help: 'Keep one of the two: a definition stands in one place.',
    });
    return true;
  };
  for (const { source, content } of contents) {
    for (const name of ['environment', 'limits'] as const) {
      if (content[name] === undefined || twice(source, [name], name)) continue;
      sites.add(source, [name]);
      Object.assign(merged, { [name]: content[name] });
    }
    for (const section of SECTIONS)
      for (const [name, definition] of Object.entries(content[section] ?? {})) {
        if (twice(source, [section, name], name)) continue;
        sites.add(source, [section, name]);
        merged[section] = { ...merged[section], [name]: definition } as never;
      }
  }
  if (merged.environment === undefined)
    diagnostics.push({
      code: 'environment_missing',
      severity: 'error',
      file: contents[0]?.source.file ?? '.',
      line: 1,
      column: 1,
      message: 'the policy does not say for which environment it is',
      help: 'Add a line such as: environment: production',
    });
  return merged;
}

const byCodeUnits = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
const sorted = (names: readonly string[]): string[] => [...names].sort(byCodeUnits);

function entriesOf<T>(record: Readonly<Record<string, T>> | undefined): [string, T][] {
  return Object.entries(record ?? {}).sort(([left], [right]) => byCodeUnits(left, right));
}

function compile(file: PolicyFile): Policy {
  const issuers = entriesOf(file.issuers).map(([issuer, { level, mode }]) => ({ issuer, level, mode }));
  const [onlyIssuer] = issuers;
  return {
    format: 1,
    environment: file.environment ?? '',
    issuers,
    people: entriesOf(file.people).map(([id, { approvalKeys, approves }]) => ({
      id,
      approvalKeys: sorted(approvalKeys),
      approves,
    })),
    resourceServers: entriesOf(file.resourceServers).map(([id, { description, owner, audience }]) => ({
      id,
      description,
      owner,
      audience,
    })),
    scopes: entriesOf(file.scopes).map(([name, scope]) => ({ name, ...scope, approvals: [] })),
    clients: entriesOf(file.clients).map(([clientId, client]): Client => {
      const issuer = client.issuer ?? (issuers.length === 1 ? (onlyIssuer?.issuer ?? '') : '');
      return {
        clientId,
        ...client,
        issuer,
        mode: client.mode ?? issuers.find((one) => one.issuer === issuer)?.mode ?? 'enforce',
        grantTypes: sorted(client.grantTypes) as Client['grantTypes'][number][],
        redirectUris: sorted(client.redirectUris),
        standing: sorted(client.standing),
        eligible: sorted(client.eligible),
        defaultScopes: client.defaultScopes === null ? null : sorted(client.defaultScopes),
        approvals: [],
      };
    }),
    limits: file.limits ?? defaultLimits,
  };
}

/** Puts each approval beside the definition that its text names. Whether it proves anything is asked when it matters. */
function attachApprovals(policy: Policy, files: readonly PolicyFileText[], diagnostics: Diagnostic[]): Policy {
  const notes = new Map<string, Approval[]>();
  const known = new Set([
    ...policy.scopes.map(({ name }) => `scope:${name}`),
    ...policy.clients.map(({ clientId }) => `client:${clientId}`),
  ]);
  for (const { path, text } of [...files].sort((left, right) => byCodeUnits(left.path, right.path))) {
    if (!path.endsWith('.note')) continue;
    const statement = readApproval(text);
    const key = `${statement?.kind}:${statement?.name}`;
    if (statement !== null && known.has(key)) notes.set(key, [...(notes.get(key) ?? []), { note: text }]);
    else
      diagnostics.push({
        code: statement === null ? 'approval_malformed' : 'approval_of_nothing',
        severity: statement === null ? 'error' : 'warning',
        file: path,
        line: 1,
        column: 1,
        message:
          statement === null
            ? 'this is no approval'
            : `this approves the ${statement.kind} ${statement.name}, which the policy does not have`,
        help: 'Approvals are written by ambit approve; remove this file.',
      });
  }
  return {
    ...policy,
    scopes: policy.scopes.map((scope) => ({ ...scope, approvals: notes.get(`scope:${scope.name}`) ?? [] })),
    clients: policy.clients.map((client) => ({ ...client, approvals: notes.get(`client:${client.clientId}`) ?? [] })),
  };
}
