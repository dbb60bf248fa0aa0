import { type Alert, alertOf } from '../../../src/alerts/index.ts';
import type { Entry } from '../../../src/entries/index.ts';
import type { IdentifiedPolicy } from '../../../src/policy/index.ts';
import type { Json } from '../../../src/proof/index.ts';

type Members = { readonly [name: string]: Json };

const membersOf = (value: Json | undefined): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
const itemsOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** What an entry says, in a few words: kind, outcome, and what it is about. */
export function toldBy({ kind, body }: Entry): readonly string[] {
  switch (kind) {
    case 'decision.made': {
      const { outcome, reason, scopes, withheld } = membersOf(body['decision']);
      const [first] = itemsOf(withheld);
      const about =
        outcome === 'refuse' ? textOf(membersOf(first)['reason']) || textOf(reason) : itemsOf(scopes).join(' ');
      return [`decision ${textOf(outcome)}: ${about}`];
    }
    case 'token.issued': {
      const scopes = itemsOf(body['tokens']).map((token) => {
        const { type, scopes: held } = membersOf(token);
        return `${type === 'refresh_token' ? 'refresh token ' : ''}${itemsOf(held).join(' ')}`;
      });
      return [`issued: ${scopes.join(', ')}`];
    }
    case 'token.withheld':
      return [`withheld: ${itemsOf(body['faults']).join(', ')}`];
    case 'token.not_issued':
      return [`not issued: ${textOf(body['outcome'])}, ${textOf(body['error'])}`];
    case 'token.revoked':
      return [`revoked: ${textOf(body['reason'])}`];
    case 'refusals.summarised':
      return itemsOf(body['refusals']).map((one) => {
        const { endpoint, reason } = membersOf(one);
        return `stranger at ${textOf(endpoint)}: ${textOf(reason)}`;
      });
    case 'token.use_refused':
      return [`use refused: ${textOf(membersOf(body['decision'])['reason'])}`];
    default:
      return [kind];
  }
}

/** The alerts that somebody gets for these entries. */
export function alertsOf(entries: readonly Entry[], policy: IdentifiedPolicy): readonly Alert[] {
  return entries
    .map((entry) => alertOf({ index: 0, id: 'sha256:0' as never, entry }, { policyOf: () => policy }))
    .filter((alert) => alert !== null);
}
