import { daysUntil } from './reading.ts';
import type { WarningRule } from './types.ts';

const LONGEST_DAYS = 180;

export const waiverLong: WarningRule = {
  id: 'waiver-long',
  severity: 'warning',
  title: 'A waiver ends in more than half a year',
  why:
    'A waiver says that something is wrong, and right for now. What lasts longer than anybody’s plans is no exception, and the rule holds for all but one. ' +
    'Its end is when somebody has to say again that it is still right: half a year away at most, so that an audit’s period holds one.',
  control: ['AC-03', 'AC-09'],
  bad: `issuers:
  https://partner.example:
    level: observed
waivers:
  partner-observed:
    rule: issuer-not-guarded
    definition: issuer:https://partner.example
    owner: p-1
    author: p-1
    reason: The partner moves behind our guard with the next contract.
    expires: 2030-01-01T00:00:00Z  # found: 2030
`,
  good: `issuers:
  https://partner.example:
    level: observed
waivers:
  partner-observed:
    rule: issuer-not-guarded
    definition: issuer:https://partner.example
    owner: p-1
    author: p-1
    reason: The partner moves behind our guard with the next contract.
    expires: 2027-03-31T00:00:00Z
`,
  find({ waivers = [] }, { time }) {
    return waivers
      .filter(({ expires }) => daysUntil(expires, time) > LONGEST_DAYS)
      .map(({ id, definition, rule, expires }) => ({
        definition: `waiver:${id}`,
        path: ['waivers', id, 'expires'],
        message: `${id} lets ${definition} break ${rule} until ${expires.slice(0, 10)}`,
        help: `Let it end within ${LONGEST_DAYS} days, and say then whether it is still right.`,
      }));
  },
};
