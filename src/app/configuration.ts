import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { z } from 'zod';
import { nearestName } from '../oauth/index.ts';
import { readYaml } from '../policy/index.ts';
import { canonicalJson, type Json } from '../proof/index.ts';
import { AppError } from './app-error.ts';
import {
  type ConfigurationFile,
  configurationSchema,
  type GitSource,
  type SecretSource,
} from './configuration-schema.ts';

import type { TlsSettings } from './guard-settings.ts';

export const CONFIGURATION_FILE = 'ambit.config.yaml';

/** A configuration that was read: every default filled in, every path absolute. Secrets are still where the file says. */
export interface Configuration extends Omit<ConfigurationFile, 'policy'> {
  /** The policy folder, also where a ref is followed: then whoever has the repository checked out finds it there. */
  readonly policy: string;
  /** The ref that is followed; null where the folder is read when somebody asks. */
  readonly git: GitSource | null;
  /** Absolute path of the file itself. */
  readonly file: string;
  /** What it says, as canonical JSON (RFC 8785), where secrets stand as where they are: which configuration a process ran with. */
  readonly canonical: string;
}

/**
 * Reads and validates a configuration. Paths in it are relative to the file, but for `dataDirectory`, which is relative to `cwd`: a
 * configuration under version control is not where data is kept.
 *
 * @throws AppError `configuration_invalid` with all problems, each as `file:line:column: what`
 */
export function readConfiguration(path: string, cwd: string): Configuration {
  const file = resolve(cwd, path);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : 'cannot be read';
    throw new AppError(
      'configuration_invalid',
      `The configuration ${file} ${why}: write one (docs/configuration.md has every setting) or name it with --config FILE.`,
      cause,
    );
  }
  return parseConfiguration(path, text, { file, cwd });
}

/** @throws AppError `configuration_invalid` */
export function parseConfiguration(
  shown: string,
  text: string,
  { file, cwd }: { readonly file: string; readonly cwd: string },
): Configuration {
  const source = readYaml(shown, text);
  const problems = source.diagnostics.map(({ line, column, message }) => `${shown}:${line}:${column}: ${message}`);
  if (problems.length > 0) throw invalid(problems);
  const result = configurationSchema.safeParse(source.value ?? {});
  if (!result.success) {
    for (const issue of result.error.issues.flatMap(meantIssues)) {
      const at = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
      if (issue.code !== 'unrecognized_keys') {
        const { line, column } = source.at(at);
        problems.push(
          `${shown}:${line}:${column}: ${at.join('.') || 'the configuration'}: ${lowerFirst(issue.message)}`,
        );
      } else
        for (const key of issue.keys) {
          const { line, column } = source.at([...at, key], 'key');
          const meant = nearestName(key, settingsAt(at));
          const hint = meant === null ? 'docs/configuration.md has every setting' : `did you mean ${meant}?`;
          problems.push(`${shown}:${line}:${column}: ${[...at, key].join('.')} is no setting; ${hint}`);
        }
    }
    throw invalid(problems);
  }
  const folder = dirname(file);
  const said = result.data;
  const git =
    typeof said.policy === 'string'
      ? null
      : { ...said.policy.git, repository: resolve(folder, said.policy.git.repository) };
  return {
    ...said,
    file,
    canonical: canonicalJson(said as unknown as Json),
    dataDirectory: resolve(cwd, said.dataDirectory),
    policy:
      typeof said.policy === 'string'
        ? resolve(folder, said.policy)
        : join(git?.repository ?? '', said.policy.git.folder),
    git,
    database: said.database === null ? null : { url: located(said.database.url, folder) },
    authorizationServer: {
      ...said.authorizationServer,
      introspection:
        said.authorizationServer.introspection === null
          ? null
          : {
              ...said.authorizationServer.introspection,
              clientSecret: located(said.authorizationServer.introspection.clientSecret, folder),
            },
    },
    issuerGuard:
      said.issuerGuard === null ? null : { ...said.issuerGuard, tls: locatedTls(said.issuerGuard.tls, folder) },
    apiGuard:
      said.apiGuard === null
        ? null
        : {
            ...said.apiGuard,
            apis: said.apiGuard.apis.map((api) => ({
              ...api,
              openapi: resolve(folder, api.openapi),
              tls: locatedTls(api.tls, folder),
            })),
          },
    notifier:
      said.notifier === null
        ? null
        : {
            ...said.notifier,
            webhooks: said.notifier.webhooks.map((webhook) => ({
              ...webhook,
              secret: located(webhook.secret, folder),
            })),
          },
    console:
      said.console === null || said.console.clientSecret === null
        ? said.console
        : { ...said.console, clientSecret: located(said.console.clientSecret, folder) },
    management: { socket: said.management.socket === null ? null : resolve(folder, said.management.socket) },
  };
}

function invalid(problems: readonly string[]): AppError {
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return new AppError('configuration_invalid', `The configuration has ${count}:\n${problems.join('\n')}`);
}

/** Of a setting that may be several things, what is wrong with the one that was meant: the one that got furthest. */
function meantIssues(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const depth = (issues: readonly z.core.$ZodIssue[]): number => Math.max(...issues.map(({ path }) => path.length));
  const [meant = []] = [...issue.errors].sort((one, other) => depth(other) - depth(one));
  if (depth(meant) === 0) return [issue];
  return meant.map((one) => ({ ...one, path: [...issue.path, ...one.path] })).flatMap(meantIssues);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function located(source: SecretSource, folder: string): SecretSource {
  return 'file' in source ? { file: resolve(folder, source.file) } : source;
}

function locatedTls(tls: TlsSettings | null, folder: string): TlsSettings | null {
  return tls === null ? null : { certificate: resolve(folder, tls.certificate), key: resolve(folder, tls.key) };
}

/** Names that the schema knows at a place, for "did you mean". */
function settingsAt(path: readonly (string | number)[]): string[] {
  let schema: unknown = configurationSchema;
  for (const step of path) schema = typeof step === 'number' ? elementOf(schema) : Object(shapeOf(schema))[step];
  return Object.keys(shapeOf(schema) ?? {});
}

type SchemaNode = {
  readonly shape?: object;
  readonly element?: unknown;
  readonly def?: { readonly innerType?: unknown };
};

function unwrapped(schema: unknown): SchemaNode {
  let node = Object(schema) as SchemaNode;
  while (node.shape === undefined && node.element === undefined && node.def?.innerType !== undefined)
    node = Object(node.def.innerType) as SchemaNode;
  return node;
}

function shapeOf(schema: unknown): object | undefined {
  return unwrapped(schema).shape;
}

function elementOf(schema: unknown): unknown {
  return unwrapped(schema).element;
}
