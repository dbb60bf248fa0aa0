import { patternsOverlap } from '../pattern-overlap.ts';
import type { Path } from '../placed-node.ts';
import { RISKS, SENSITIVITIES } from '../ranks.ts';
import { isParameterWithin, isPattern, partsOf, patternProblem } from '../scope-pattern.ts';
import type { Scope } from '../types.ts';
import type { Complaints } from './complaints.ts';

/** RFC 6749 §3.3: no space, no quotation mark, no backslash, ASCII alone. */
const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/;

/** The names of scopes, and what scopes say of each other. */
export function checkScopes(complaints: Complaints): void {
  for (const scope of complaints.policy.scopes) {
    const { name, resourceServer, owner, author, issuers = [] } = scope;
    const at = (...rest: Path): Path => ['scopes', name, ...rest];
    if (!SCOPE_TOKEN.test(name))
      complaints.complain(
        at(),
        'scope_name_invalid',
        `${JSON.stringify(name)} is no scope`,
        'A scope is ASCII without spaces, quotation marks and backslashes (RFC 6749 §3.3).',
        'key',
      );
    if (resourceServer !== null) complaints.reference(at('resourceServer'), 'resource server', resourceServer);
    complaints.owner(at('owner'), owner);
    complaints.reference(at('author'), 'person', author);
    for (const issuer of issuers) complaints.reference(at('issuers', issuer), 'issuer', issuer);
    complaints.twice(() => at('issuers'), issuers, 'issuer_twice', 'issuer');
    checkPattern(complaints, scope, at);
    checkImplied(complaints, scope, at);
    checkReplacement(complaints, scope, at);
  }
  checkOverlaps(complaints);
}

function checkPattern(complaints: Complaints, { name, parameters }: Scope, at: (...rest: Path) => Path): void {
  const [part] = partsOf(name);
  if (parameters === undefined && part === undefined) return;
  const problem = patternProblem(name, parameters ?? {});
  if (problem !== null)
    complaints.complain(
      at(),
      'scope_pattern_invalid',
      `${name} is no pattern of scopes: ${problem}`,
      part === undefined
        ? 'Name a part in braces, such as payments:{account}, or remove parameters.'
        : `Say under parameters what each part in braces may be, with something fixed after it: ${part}: { characters: digits, maxLength: 12 }.`,
      'key',
    );
}

/** A scope that two patterns could be would be neither's. */
function checkOverlaps(complaints: Complaints): void {
  const patterns = complaints.policy.scopes.flatMap(({ name, parameters }) =>
    parameters === undefined || patternProblem(name, parameters) !== null ? [] : [{ name, parameters }],
  );
  for (const [index, one] of patterns.entries())
    for (const other of patterns.slice(0, index))
      if (patternsOverlap(one, other))
        complaints.complain(
          ['scopes', one.name],
          'scope_pattern_ambiguous',
          `some scope could be of ${one.name} and of ${other.name}, and nobody could say which`,
          'Let a fixed part tell them apart, or make one pattern of the two.',
          'key',
        );
}

function checkImplied(complaints: Complaints, scope: Scope, at: (...rest: Path) => Path): void {
  const { name, implies = [] } = scope;
  complaints.twice(() => at('implies'), implies, 'scope_twice', 'scope');
  for (const implied of implies) {
    const path = at('implies', implied);
    const other = complaints.lookup.definitionNamed(implied);
    if (other === undefined) {
      complaints.scope(path, implied);
      continue;
    }
    const [wider] = isPattern(other) ? widerParts(scope, other) : [];
    const unknown = isPattern(other) ? partsOf(implied).find((part) => !partsOf(name).includes(part)) : undefined;
    if (implied === name || complaints.lookup.includedIn(implied).has(name))
      complaints.complain(
        path,
        'implies_cycle',
        `${name} and ${implied} include each other`,
        'Scopes that are the same are one scope: keep one of the two.',
      );
    else if (unknown !== undefined)
      complaints.complain(
        path,
        'implies_unbounded',
        `${name} would include each ${implied}, whatever {${unknown}} is`,
        'Name the same part in both, or scopes without one.',
      );
    else if (wider !== undefined)
      complaints.complain(
        path,
        'implies_wider',
        `{${wider}} may be more in ${implied} than in ${name}`,
        `Whoever holds ${name} could do what no ${name} stands for: say under parameters of both what {${wider}} may be.`,
      );
    else if (other.resourceServer !== scope.resourceServer)
      complaints.complain(
        path,
        'implies_elsewhere',
        `${implied} empowers at ${other.resourceServer ?? 'the authorization server'}, and ${name} doesn't`,
        'A token is for one resource server: include scopes of the same.',
      );
    else if (RISKS.indexOf(other.risk) > RISKS.indexOf(scope.risk))
      complaints.complain(
        path,
        'implies_riskier',
        `${name} is ${scope.risk} and includes ${implied}, which is ${other.risk}`,
        `Whoever holds ${name} can do both: raise its risk to ${other.risk}.`,
      );
    else if (SENSITIVITIES.indexOf(other.sensitivity) > SENSITIVITIES.indexOf(scope.sensitivity))
      complaints.complain(
        path,
        'implies_riskier',
        `${name} is for ${scope.sensitivity} data and includes ${implied}, which is for ${other.sensitivity} data`,
        `Whoever holds ${name} reaches both: call its data ${other.sensitivity}.`,
      );
  }
}

/** Parts of an included pattern that may be what they can't be in the one that includes it. */
function widerParts({ parameters: own = {} }: Scope, { parameters = {} }: Scope): string[] {
  return Object.entries(parameters).flatMap(([part, parameter]) => {
    const bound = Object.hasOwn(own, part) ? own[part] : undefined;
    return bound !== undefined && !isParameterWithin(parameter, bound) ? [part] : [];
  });
}

function checkReplacement(complaints: Complaints, { name, replacedBy }: Scope, at: (...rest: Path) => Path): void {
  if (replacedBy === undefined) return;
  complaints.twice(() => at('replacedBy', 'scopes'), replacedBy.scopes, 'scope_twice', 'scope');
  for (const other of replacedBy.scopes) {
    const path = at('replacedBy', 'scopes', other);
    const definition = complaints.lookup.definitionNamed(other);
    if (definition === undefined) complaints.scope(path, other);
    else if (other === name)
      complaints.complain(path, 'replaced_by_itself', `${name} can't replace itself`, 'Name the narrower scopes.');
    else if (definition.replacedBy?.scopes.includes(name))
      complaints.complain(
        path,
        'replaced_by_itself',
        `${name} and ${other} replace each other`,
        'Keep the one that is to stay.',
      );
  }
}
