import { type FormerExpectation, formerExpectations, parsePolicyTests } from '../../decision/index.ts';
import {
  type Diagnostic,
  type IdentifiedPolicy,
  type Policy,
  proveApprovals,
  scopeLookup,
} from '../../policy/index.ts';
import type { PolicySource } from '../policy-source.ts';
import type { PolicyBefore } from './policy-before.ts';

export interface ExpectationsQuestion {
  readonly before: PolicyBefore;
  readonly source: PolicySource;
  /** Both in the environment that the files before the change are written for, of which their expectations are. */
  readonly former: IdentifiedPolicy;
  readonly identified: IdentifiedPolicy;
  /** Seconds since 1970. */
  readonly time: number;
}

/**
 * Expectations of the policy before the change that it takes out or weakens. They are what the team has against its own mistakes, so that a
 * change which needs them gone needs somebody else's yes as well: an approval that comes with it, of the client or a scope that they
 * are about, whatever its risk.
 */
export function lostExpectations({ before, source, former, identified, time }: ExpectationsQuestion): Diagnostic[] {
  const lost = formerExpectations(
    { identified: former, expectations: parsePolicyTests(before.source.files).expectations },
    { identified, expectations: parsePolicyTests(source.files).expectations },
    time,
  );
  if (lost.length === 0) return [];
  const approved = newlyApproved(former.policy, identified.policy);
  return lost.flatMap((one) => {
    const definitions = definitionsIn(identified.policy, one);
    return definitions.some((definition) => approved.has(definition)) ? [] : [told(before, one, definitions)];
  });
}

function told(
  { named }: PolicyBefore,
  { expectation, differences, client }: FormerExpectation,
  definitions: readonly string[],
): Diagnostic {
  const { file, name } = expectation;
  const isBroken = differences.length > 0;
  const said = `${name} (${expectation.client}) is expected no more`;
  return {
    ...{ code: 'expectation_lost', rule: 'expectation-lost' },
    // Nobody can approve for a client that there isn't; what holds still is told all the same.
    severity: isBroken || client !== null ? 'error' : 'warning',
    ...{ file: file.startsWith(`${named}:`) ? file.slice(named.length + 1) : file, line: 1, column: 1 },
    message: isBroken
      ? `${said}, and held at ${named}; now: ${differences.join(' ')}`
      : `${said}, though it held at ${named} and holds still: the next change could break it unseen`,
    help:
      definitions.length === 0
        ? `Put the expectation back, or bring the branch up to date where it came to ${named} since.`
        : `Bring the branch up to date where it came to ${named} since. Else put the expectation back, or have somebody else than the author approve what it is about, whatever its risk: ambit approve ${definitions[0]}`,
  };
}

/** What an expectation is about: its client and the scopes that it names, as approvals call them. */
function definitionsIn(policy: Policy, { expectation, client }: FormerExpectation): string[] {
  const lookup = scopeLookup(policy);
  const { scopes = [], granted = [], use } = expectation;
  const named = [...scopes, ...granted, ...(use?.token ?? []), ...(use?.needs.flat() ?? [])];
  const own = client ?? policy.clients.find(({ clientId }) => clientId === expectation.client)?.clientId ?? null;
  return [
    ...(own === null ? [] : [`client:${own}`]),
    ...new Set(
      named.flatMap((name) => {
        const definition = lookup.definitionOf(name);
        return definition === undefined ? [] : [`scope:${definition.name}`];
      }),
    ),
  ];
}

/** Definitions with an approval, by the people of the policy before, that this one didn't have. */
export function newlyApproved(former: Policy, policy: Policy): ReadonlySet<string> {
  const before = proveApprovals(former, former).proven;
  return new Set(
    [...proveApprovals(policy, former).proven].flatMap(([definition, approvals]) => {
      const known = new Set((before.get(definition) ?? []).map(identityOf));
      return approvals.some((one) => !known.has(identityOf(one))) ? [definition] : [];
    }),
  );
}

function identityOf(approval: { readonly person: string; readonly time: string; readonly definition: string }): string {
  return `${approval.person} ${approval.time} ${approval.definition}`;
}
