import type { Person, RoleMapping } from '../../policy/index.ts';
import { type BareChange, type DiffContext, NO_REACH, pairsOf, rankOfRisk, without } from './context.ts';
import type { ChangeKind } from './types.ts';

const HOSTS = { github: 'GitHub', gitlab: 'GitLab' } as const;

/** What changes for people: who may approve what, with which key. */
export function peopleChanges({ before, after }: DiffContext): BareChange[] {
  return pairsOf(before.policy.people, after.policy.people, ({ id }) => id).flatMap(({ name, was, is }) => {
    const found: BareChange[] = [];
    const note = (
      kind: ChangeKind,
      widening: boolean,
      words: string,
      [from, to]: readonly [string | null, string | null],
    ): void => {
      const subject = { kind: 'person', name } as const;
      found.push({ kind, subject, widening, words, before: from, after: to, ...NO_REACH });
    };
    if (was === null) note('person_added', false, `${name} is new among the people.`, [null, name]);
    if (is === null) note('person_removed', false, `${name} is gone and approves nothing any more.`, [name, null]);
    const [power, powerBefore] = [is?.approves ?? null, was?.approves ?? null];
    if (power !== powerBefore)
      note('person_power_changed', rankOfPower(is) > rankOfPower(was), `${name} ${powerWords(power, powerBefore)}.`, [
        powerBefore,
        power,
      ]);
    // Who may approve nothing gains nothing by a key, until a power comes to it.
    for (const key of without(is?.approvalKeys ?? [], was?.approvalKeys ?? []))
      note('person_key_gained', power !== null, `${name} may sign approvals with the new key ${key}.`, [null, key]);
    for (const key of without(was?.approvalKeys ?? [], is?.approvalKeys ?? []))
      note('person_key_lost', false, `Nothing is approved with ${name}'s key ${key} any more.`, [key, null]);
    for (const host of ['github', 'gitlab'] as const) {
      const [account, accountBefore] = [is?.identities?.[host] ?? null, was?.identities?.[host] ?? null];
      if (account === accountBefore) continue;
      if (account === null)
        note('person_account_lost', false, `No review at ${HOSTS[host]} is ${name}'s any more.`, [
          `${accountBefore}`,
          null,
        ]);
      else
        note(
          'person_account_gained',
          power !== null,
          `Reviews by the account ${account} at ${HOSTS[host]} are ${name}'s.`,
          [accountBefore === null ? null : `${accountBefore}`, `${account}`],
        );
    }
    return found;
  });
}

function rankOfPower(person: Person | null): number {
  const approves = person?.approves ?? null;
  return approves === null ? -1 : rankOfRisk(approves);
}

function powerWords(power: Person['approves'], before: Person['approves']): string {
  const now = power === null ? 'may approve nothing' : `may approve risks up to ${power}`;
  return `${now}, where it was ${before === null ? 'nothing' : `up to ${before}`}`;
}

/** What changes for the console: whoever signs in with which claim has which role. */
export function roleChanges({ before, after }: DiffContext): BareChange[] {
  const [were, are] = [before.policy.console?.roles ?? [], after.policy.console?.roles ?? []];
  return pairsOf(were, are, ({ role }) => role).flatMap(({ name, was, is }) => {
    const subject = { kind: 'role', name } as const;
    const [mappingsBefore, mappings] = [(was?.mappings ?? []).map(textOf), (is?.mappings ?? []).map(textOf)];
    const reworded = was !== null && is !== null && was.author !== is.author;
    return [
      ...without(mappings, mappingsBefore).map(
        (mapping): BareChange => ({
          ...{ kind: 'role_mapping_gained', subject, widening: true, before: null, after: mapping, ...NO_REACH },
          words: `Whoever signs in with ${mapping} is ${article(name)} of the console.`,
        }),
      ),
      ...without(mappingsBefore, mappings).map(
        (mapping): BareChange => ({
          ...{ kind: 'role_mapping_lost', subject, widening: false, before: mapping, after: null, ...NO_REACH },
          words: `Whoever signs in with ${mapping} is no ${name} of the console any more by that.`,
        }),
      ),
      ...(reworded
        ? [
            {
              ...({ kind: 'role_reworded', subject, widening: false, ...NO_REACH } as const),
              ...{ before: was.author, after: is.author },
              words: `The author of the console's role ${name} is ${is.author}, where it was ${was.author}.`,
            },
          ]
        : []),
    ];
  });
}

/** Every field in quotation marks, so that no two mappings read the same. */
function textOf({ issuer, claim, value, person }: RoleMapping): string {
  const who = person === null ? '' : ` as ${person}`;
  return `${claim} ${JSON.stringify(value)} of ${issuer}${who}`;
}

function article(role: string): string {
  return `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`;
}
