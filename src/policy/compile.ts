import { canonicalJson, digestOfBytes, type Json } from '../proof/index.ts';
import { attachApprovals } from './attach-approvals.ts';
import { checkPolicy } from './check-policy.ts';
import { DefinitionSites } from './definition-sites.ts';
import type { DefinitionKind } from './definitions.ts';
import { frozen } from './frozen.ts';
import type { RuleFacts } from './rules/index.ts';
import { refusalsOf, warningsOf } from './rules/judge.ts';
import { defaultLimits, type PolicyFile, SECTIONS } from './schema.ts';
import type {
  Client,
  ConsoleRole,
  Diagnostic,
  IdentifiedPolicy,
  Policy,
  PolicyConsole,
  PolicyFileText,
  RoleMapping,
} from './types.ts';
import { validateFile } from './validate-file.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

export interface Compilation {
  /** Null when there is any error. */
  readonly identified: IdentifiedPolicy | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Where a definition stands; null for one that isn't there. */
  siteOf(
    kind: DefinitionKind,
    name: string,
  ): { readonly file: string; readonly line: number; readonly column: number } | null;
  /**
   * What the rules warn of; nothing where the policy doesn't compile. Apart from `diagnostics`, for what is activated doesn't depend
   * on it, nor on the time at which one asks.
   */
  warnings(facts: RuleFacts): Diagnostic[];
}

/**
 * Compiles a policy: parses, validates, resolves references, fills defaults in, sorts, and identifies the result by its digest. Never
 * throws for what a file says; each problem is a diagnostic at the node that causes it.
 */
export function compilePolicy(files: readonly PolicyFileText[]): Compilation {
  const diagnostics: Diagnostic[] = [];
  const sites = new DefinitionSites();
  const siteOf: Compilation['siteOf'] = (kind, name) =>
    sites.at(kind === 'role' ? ['console', 'roles', name] : [SECTION_OF[kind], name], 'key');
  const refused = (): Compilation => ({ identified: null, diagnostics, siteOf, warnings: () => [] });
  const contents: ReadFile[] = [];
  for (const { path, text } of eachOnce(files, diagnostics)) {
    if (!/\.ya?ml$/.test(path) || isPolicyTestFile(path)) continue;
    const source = readYaml(path, text);
    diagnostics.push(...source.diagnostics);
    if (source.diagnostics.length > 0) continue;
    const content = validateFile(source, diagnostics);
    if (content !== null) contents.push({ source, content });
  }
  const merged = merge(contents, sites, diagnostics);
  if (hasErrors(diagnostics)) return refused();
  // Asked only now: in a file that can't be read there may be one.
  if (merged.environment === undefined) {
    diagnostics.push(environmentMissing(contents[0]?.source.file ?? '.'));
    return refused();
  }
  const policy = compile(merged);
  diagnostics.push(...checkPolicy(policy, sites), ...refusalsOf(policy, sites));
  if (hasErrors(diagnostics)) return refused();
  const approved = attachApprovals(policy, files, diagnostics);
  if (hasErrors(diagnostics)) return refused();
  return {
    identified: identifyPolicy(frozen(approved)),
    diagnostics,
    siteOf,
    warnings: (facts) => warningsOf(approved, sites, facts),
  };
}

/**
 * Whether a file of the policy folder holds expectations of the policy (`*.test.yaml`) rather than definitions: what a team expects
 * never becomes what is allowed.
 */
export function isPolicyTestFile(path: string): boolean {
  return /\.test\.ya?ml$/.test(path);
}

interface ReadFile {
  readonly source: YamlSource;
  readonly content: PolicyFile;
}

const SECTION_OF = { scope: 'scopes', client: 'clients', person: 'people' } as const;

function eachOnce(files: readonly PolicyFileText[], diagnostics: Diagnostic[]): PolicyFileText[] {
  const paths = new Set<string>();
  return files.filter(({ path: file }) => {
    if (paths.has(file))
      diagnostics.push({
        code: 'file_twice',
        severity: 'error',
        ...{ file, line: 1, column: 1 },
        message: 'this file is given twice',
        help: 'Give each file once.',
      });
    return !paths.has(file) && paths.add(file);
  });
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

type Merged = { -readonly [Name in keyof PolicyFile]: PolicyFile[Name] };

function merge(contents: readonly ReadFile[], sites: DefinitionSites, diagnostics: Diagnostic[]): Merged {
  const merged: Merged = {};
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
    for (const name of ['environment', 'limits', 'console'] as const) {
      if (content[name] === undefined || twice(source, [name], name)) continue;
      sites.add(source, [name]);
      Object.assign(merged, { [name]: content[name] });
    }
    for (const section of SECTIONS) {
      const definitions = merged[section] ?? Object.create(null);
      merged[section] = definitions;
      for (const [name, definition] of Object.entries(content[section] ?? {})) {
        if (twice(source, [section, name], name)) continue;
        sites.add(source, [section, name]);
        definitions[name] = definition;
      }
    }
  }
  return merged;
}

function environmentMissing(file: string): Diagnostic {
  return {
    code: 'environment_missing',
    severity: 'error',
    ...{ file, line: 1, column: 1 },
    message: 'the policy does not say for which environment it is',
    help: 'Add a line such as: environment: production',
  };
}

/** In UTF-16 code unit order, as `Array.prototype.sort` has it. */
const sorted = (names: readonly string[]): string[] => [...names].sort();

function entriesOf<T>(record: Readonly<Record<string, T>> | undefined): [string, T][] {
  return Object.entries(record ?? {}).sort(([left], [right]) => (left < right ? -1 : 1));
}

function compile(file: PolicyFile): Policy {
  const issuers = entriesOf(file.issuers).map(([issuer, { level, mode }]) => ({ issuer, level, mode }));
  return {
    format: 1,
    environment: file.environment ?? '',
    issuers,
    people: entriesOf(file.people).map(([id, { approvalKeys, approves }]) => ({
      id,
      approvalKeys: sorted(approvalKeys),
      approves,
      approvals: [],
    })),
    resourceServers: entriesOf(file.resourceServers).map(([id, { description, owner, audience }]) => ({
      id,
      description,
      owner,
      audience,
    })),
    scopes: entriesOf(file.scopes).map(([name, scope]) => ({ name, ...scope, approvals: [] })),
    clients: entriesOf(file.clients).map(([clientId, client]): Client => {
      const issuer = client.issuer ?? onlyIssuerOf(issuers);
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
    // A policy that says nothing of the console keeps the digest that it had before there was one.
    ...(file.console === undefined ? {} : { console: compileConsole(file.console, onlyIssuerOf(issuers)) }),
  };
}

/** The issuer that is meant where none is named; empty where there are several. */
function onlyIssuerOf(issuers: Policy['issuers']): string {
  return issuers.length === 1 ? (issuers[0]?.issuer ?? '') : '';
}

function compileConsole({ author, roles }: NonNullable<PolicyFile['console']>, onlyIssuer: string): PolicyConsole {
  const sorted = (mappings: readonly RoleMapping[]): RoleMapping[] =>
    [...mappings].sort((left, right) =>
      canonicalJson(left as unknown as Json) < canonicalJson(right as unknown as Json) ? -1 : 1,
    );
  return {
    roles: entriesOf(roles).flatMap(([role, mappings]) =>
      mappings === undefined
        ? []
        : [
            {
              role: role as ConsoleRole,
              author,
              mappings: sorted(mappings.map((one) => ({ ...one, issuer: one.issuer ?? onlyIssuer }))),
              approvals: [],
            },
          ],
    ),
  };
}
