import type { IdentifiedPolicy } from '../../policy/index.ts';
import { decide } from '../decide.ts';
import { indexOf } from '../policy-index.ts';
import type { Decision } from '../types.ts';
import { Coverage } from './coverage.ts';
import type { PlacedExpectation } from './parse-policy-tests.ts';
import { requestOf, slipIn } from './request-of.ts';
import type { ExpectationResult, PolicyTestReport } from './types.ts';

/**
 * Holds a policy to what a team expects of it: each expectation is asked of the `decide` that the guards ask.
 *
 * @param now seconds since 1970, for expectations that name no time
 */
export function runPolicyTests(
  identified: IdentifiedPolicy,
  expectations: readonly PlacedExpectation[],
  now: number,
): PolicyTestReport {
  const index = indexOf(identified);
  const coverage = new Coverage(identified.policy);
  const results = expectations.map((expectation): ExpectationResult => {
    const { name, client, file, line, column } = expectation;
    const place = { name, client, file, line, column };
    const asked = requestOf(index, expectation, now);
    if (asked.kind === 'unclear') return { ...place, passed: false, differences: [asked.why], decision: null };
    const decision = decide(identified, asked.request, asked.facts);
    coverage.take(client, decision);
    const differences = differencesOf(expectation.expect, decision);
    const slip = differences.length > 0 ? slipIn(identified.policy, expectation) : null;
    if (slip !== null) differences.push(slip);
    return { ...place, passed: differences.length === 0, differences, decision };
  });
  return { results, coverage: coverage.report() };
}

function differencesOf(expected: PlacedExpectation['expect'], decision: Decision): string[] {
  const differences: string[] = [];
  const compare = (what: string, wanted: string, got: string): void => {
    if (wanted !== got) differences.push(`Expected ${what} ${wanted}, got ${got}.`);
  };
  compare('the outcome', expected.outcome, `${decision.outcome}${whyOf(expected.outcome, decision)}`);
  if (expected.reason !== undefined && decision.outcome === 'refuse')
    compare('the reason', expected.reason, decision.reason ?? 'none');
  if (expected.scopes !== undefined) compare('the scopes', listOf(expected.scopes), listOf(decision.scopes));
  if (expected.withheld !== undefined)
    compare(
      'to be withheld',
      listOf(Object.entries(expected.withheld).map(([scope, reason]) => `${scope} (${reason})`)),
      listOf(decision.withheld.map(({ scope, reason }) => `${scope} (${reason})`)),
    );
  if (expected.maxTtlSeconds !== undefined)
    compare('a life of at most', `${expected.maxTtlSeconds} s`, `${decision.maxTtlSeconds} s`);
  if (expected.outcome !== 'permit' && expected.outcome === decision.outcome && expected.mode !== decision.mode)
    differences.push(
      decision.mode === 'observe'
        ? 'Expected that this is carried out, and the client is only observed: the request passes and is recorded.'
        : 'Expected that this is only observed, and it is carried out.',
    );
  return differences;
}

/** Who expected something else wants to know at once why it came so. */
function whyOf(expected: string, { outcome, reason, withheld }: Decision): string {
  if (expected === outcome) return '';
  const scopes = withheld.map((one) => `${one.scope}: ${one.reason}`).join(', ');
  const whole = reason === null || withheld.some((one) => one.reason === reason) ? '' : reason;
  const why = [whole, scopes].filter((part) => part !== '').join('; ');
  return why === '' ? '' : ` (${why})`;
}

function listOf(names: readonly string[]): string {
  return [...new Set(names)].sort().join(' ') || 'none';
}
