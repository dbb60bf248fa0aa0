import type { Command } from 'commander';
import { askedAlone, type Decision, decide, indexOf, mayHold } from '../../decision/index.ts';
import { nearestName } from '../../oauth/index.ts';
import { type Operation, operationsOfScope } from '../../operations/index.ts';
import {
  type Client,
  type IdentifiedPolicy,
  type Mode,
  nameOfClient,
  type ProvenApproval,
  proofWords,
  proveApprovals,
  type Scope,
  scopeLookup,
} from '../../policy/index.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  collect,
  EXIT,
  type ExitCode,
  environmentOption,
  type Format,
  formatOption,
  styled,
} from '../command.ts';
import { printable } from '../entry-text.ts';
import { explainRule } from '../explain-rule.ts';
import { compiledPolicy, operationMaps, peopleNames, readPolicy } from '../policy-source.ts';

interface Options {
  readonly policy?: string;
  readonly openapi?: readonly string[];
  readonly environment?: string;
  readonly format: Format;
}

interface Explanation {
  readonly client: string;
  readonly scope: string;
  /** The pattern that defines it; null where it is defined by itself. */
  readonly pattern: string | null;
  readonly includes: readonly string[];
  readonly replacedBy: { readonly scopes: readonly string[]; readonly deadline: string } | null;
  readonly description: string;
  readonly why: string;
  readonly owner: string;
  readonly risk: string;
  readonly sensitivity: string;
  readonly resourceServer: { readonly id: string; readonly audience: string } | null;
  readonly operations: readonly {
    readonly api: string;
    readonly method: string;
    readonly path: string;
    readonly operation: string;
  }[];
  readonly approvals: { readonly scope: readonly ProvenApproval[]; readonly client: readonly ProvenApproval[] };
  /** Definitions of the policy, `scope:…` or another, that still need an approval: without it the policy doesn't become active. */
  readonly lacking: readonly string[];
  readonly held: 'standing' | 'eligible' | 'no';
  /** The client's own scope by which it may: this very one, a wider one or a pattern. */
  readonly heldBy: string | null;
  readonly mayHoldNow: boolean;
  readonly reason: string | null;
  /** In `observe` a request passes all the same, and is recorded. */
  readonly mode: Mode;
  readonly clientExpires: string;
  readonly maxTtlSeconds: number;
  readonly policy: string;
}

/** `ambit explain`: why a client may hold a scope, or why it may not; of a rule, why it is one. */
export const explainCommand: CliCommand = {
  name: 'explain',
  register(program: Command, context: CliContext): void {
    program
      .command('explain')
      .argument('<client>', 'client id; alone, the id of a rule')
      .argument('[scope]', 'scope name')
      .option('--policy <folder>', 'the policy folder (default: that of ambit.config.yaml, else ambit/)')
      .option(
        '--openapi <file>',
        'an OpenAPI file whose operations are listed (default: those of the ambit.config.yaml beside the policy folder or here)',
        collect,
      )
      .addOption(environmentOption())
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nExit code: 0 when the client may hold the scope now, 1 when it may not, 2 when it could not be told.\nambit explain RULE says why a rule is one, with a bad and a good example; ambit rules lists them.',
      )
      .action(
        action(context, async (clientId: string, scopeName: string | undefined, options: Options) => {
          if (scopeName === undefined) return explainRule(context, options.format, clientId);
          const source = await readPolicy(context, options.policy, options.environment);
          const identified = compiledPolicy(context, source);
          const client = identified.policy.clients.find((one) => nameOfClient(one) === clientId);
          const scope = scopeLookup(identified.policy).definitionOf(scopeName);
          if (client === undefined || scope === undefined)
            return unknown(context, options.format, identified, {
              clientId,
              scopeName,
              what: client ? 'scope' : 'client',
            });
          const maps = await operationMaps(context, source.folder, options.openapi);
          const operations = maps.flatMap((map) =>
            operationsOfScope(map, scopeName).map((operation) => ({ api: map.title, operation })),
          );
          const explanation = explain(identified, client, scopeName, scope, operations);
          const named = await peopleNames(context, source.folder);
          answer(context, options.format, { text: describe(context, explanation, named), json: explanation });
          return explanation.mayHoldNow ? EXIT.ok : EXIT.findings;
        }),
      );
  },
};

/** A name that the policy doesn't have: an answer like any other, for it is what the guard would find. */
function unknown(
  context: CliContext,
  format: Format,
  { policy, digest }: IdentifiedPolicy,
  { clientId, scopeName, what }: { clientId: string; scopeName: string; what: 'client' | 'scope' },
): ExitCode {
  const [name, names] =
    what === 'client'
      ? [clientId, policy.clients.map(nameOfClient)]
      : [scopeName, policy.scopes.map((one) => one.name)];
  const nearest = nearestName(name, names);
  const meant = nearest === null ? '' : ` Did you mean ${nearest}?`;
  answer(context, format, {
    text: `${styled(context, 'red', `The policy has no ${what} ${printable(name)}`)}: nothing in it allows this.${meant}\n`,
    json: { client: clientId, scope: scopeName, mayHoldNow: false, reason: `${what}_unknown`, nearest, policy: digest },
  });
  return EXIT.findings;
}

function explain(
  identified: IdentifiedPolicy,
  client: Client,
  name: string,
  scope: Scope,
  operations: readonly { api: string; operation: Operation }[],
): Explanation {
  const { policy, digest } = identified;
  const { proven, lacking: lacks } = proveApprovals(policy, 'bootstrap');
  const lacking = lacks.filter(({ needed }) => needed).map(({ kind, name }) => `${kind}:${name}`);
  const server = policy.resourceServers.find(({ id }) => id === scope.resourceServer);
  const decision = ask(identified, client, name);
  const lookup = scopeLookup(policy);
  return {
    client: nameOfClient(client),
    scope: name,
    pattern: scope.name === name ? null : scope.name,
    includes: [...lookup.includedIn(name)].sort(),
    replacedBy: scope.replacedBy ?? null,
    description: scope.description,
    why: scope.why,
    owner: scope.owner,
    risk: scope.risk,
    sensitivity: scope.sensitivity,
    resourceServer: server === undefined ? null : { id: server.id, audience: server.audience },
    operations: operations.map(({ api, operation: { method, path, name } }) => ({
      api,
      method,
      path,
      operation: name,
    })),
    approvals: {
      scope: proven.get(`scope:${scope.name}`) ?? [],
      client: proven.get(`client:${nameOfClient(client)}`) ?? [],
    },
    lacking,
    ...heldBy(identified, client, name),
    mayHoldNow: decision.outcome !== 'refuse' && decision.scopes.includes(name) && lacking.length === 0,
    reason: decision.withheld[0]?.reason ?? decision.reason ?? (lacking.length > 0 ? 'approval_missing' : null),
    mode: decision.mode,
    clientExpires: client.expires,
    maxTtlSeconds: Math.min(lookup.maxTtlSecondsOf(name), client.maxTtlSeconds),
    policy: digest,
  };
}

/** How the client may hold the scope, and by which of its own where not by this very one. */
function heldBy(
  identified: IdentifiedPolicy,
  { issuer, clientId }: Client,
  name: string,
): Pick<Explanation, 'held' | 'heldBy'> {
  const index = indexOf(identified);
  const client = index.clients.get(issuer)?.get(clientId);
  const time = Date.now() / 1000;
  for (const held of ['standing', 'eligible'] as const)
    if (client !== undefined && mayHold(index, client, client[held], name, time)) {
      const by = client[held].has(name)
        ? name
        : [...client[held]].find((one) => mayHold(index, client, new Set([one]), name, time));
      return { held, heldBy: by ?? null };
    }
  return { held: 'no', heldBy: null };
}

/** The same question that the guard asks, for this one scope. */
function ask(identified: IdentifiedPolicy, client: Client, scope: string): Decision {
  return decide(identified, ...askedAlone(client, scope, Date.now() / 1000));
}

function describe(context: CliContext, told: Explanation, named: (person: string) => string): string {
  const lines = [
    `${styled(context, 'bold', told.scope)} ${told.description}`,
    `  why          ${told.why}`,
    `  risk         ${told.risk}, ${told.sensitivity} data; owner ${named(told.owner)}`,
    `  empowers at  ${told.resourceServer === null ? 'the authorization server' : `${told.resourceServer.id} (${told.resourceServer.audience})`}`,
    ...told.operations.map(
      ({ method, path, operation }) => `               ${method} ${path}  ${styled(context, 'dim', operation)}`,
    ),
    ...(told.pattern === null ? [] : [`  defined by   ${told.pattern}`]),
    ...(told.includes.length === 0 ? [] : [`  includes     ${told.includes.join(', ')}`]),
    ...(told.replacedBy === null
      ? []
      : [`  replaced by  ${told.replacedBy.scopes.join(', ')}; refused from ${told.replacedBy.deadline} on`]),
    `  approved     ${approvedBy(told.approvals.scope, told.lacking.includes(`scope:${told.pattern ?? told.scope}`), named)}`,
    '',
    `${styled(context, 'bold', told.client)} ${verdict(context, told)}`,
    `  held         ${held(told)}`,
    `  approved     ${approvedBy(told.approvals.client, told.lacking.includes(`client:${told.client}`), named)}`,
    `  until        ${told.clientExpires}; each token at most ${told.maxTtlSeconds} s`,
    `  policy       ${told.policy}`,
  ];
  return `${lines.join('\n')}\n`;
}

function approvedBy(approvals: readonly ProvenApproval[], lacking: boolean, named: (person: string) => string): string {
  if (approvals.length === 0) return lacking ? 'by nobody, and it needs that' : 'by nobody, and it needs none';
  return approvals
    .map(
      ({ person, time, definition, ...proven }) =>
        `by ${named(person)} at ${time}, ${proofWords(proven)} (verified)\n               over ${definition}`,
    )
    .join('\n               ');
}

function verdict(context: CliContext, { mayHoldNow, reason, mode, lacking }: Explanation): string {
  if (mayHoldNow) return styled(context, 'green', 'may hold it now');
  if (reason === 'approval_missing')
    return `${styled(context, 'red', 'may not hold it by this policy')}, which lacks approvals and so does not become active: ${lacking.join(', ')}`;
  const observed = mode === 'observe' ? ', and is only observed: a request for it passes and is recorded' : '';
  return `${styled(context, 'red', 'may not hold it now')}: ${reason}${observed}`;
}

function held({ held: how, heldBy, scope }: Explanation): string {
  const by = heldBy === null || heldBy === scope ? '' : `, by ${heldBy}`;
  if (how === 'standing') return `always (standing${by})`;
  return how === 'eligible' ? `only while an elevation is active (eligible${by})` : 'never';
}
