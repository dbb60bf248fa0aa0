import { itemsOf, textOf } from './reading.ts';
import type { AlertRule } from './types.ts';
import { listed, showCommand } from './wording.ts';

/** What each reason means, and how to mend it. */
const REASONS: Readonly<Record<string, { readonly what: string; readonly whatToDo: string }>> = {
  policy_invalid: {
    what: 'it does not compile',
    whatToDo: 'Run ambit check, which shows each problem with its line, mend it, and run ambit policy activate.',
  },
  environment_differs: {
    what: 'it is for another environment',
    whatToDo: 'Give each environment a policy folder and a ledger of its own, then run ambit policy activate.',
  },
  approval_missing: {
    what: 'approvals are missing',
    whatToDo:
      'Find out who changed these definitions. If the change is meant, have it approved (ambit check names what is missing, ambit approve gives it) and run ambit policy activate.',
  },
  active_differs: {
    what: 'another policy is active than the one whose people would have approved it',
    whatToDo:
      'Run ambit status, which says whether the active policy can be read; if its bytes were lost, activate that very policy, which stores them again. Then run ambit policy activate.',
  },
  administrator_missing: {
    what: 'it would lock the last administrator out of the console',
    whatToDo: 'Keep a mapping under console.roles.admin, then run ambit policy activate.',
  },
  approver_missing: {
    what: 'too few people could approve a high or critical definition any more',
    whatToDo: 'Keep as many people with approves: and a key as the policy demands, then run ambit policy activate.',
  },
  rule_broken: {
    what: 'it breaks a rule that it says refuses',
    whatToDo: 'Run ambit check, which names the rule and the place, mend it, and run ambit policy activate.',
  },
  fetch_failed: {
    what: 'the repository that is followed cannot be fetched',
    whatToDo: 'Try git fetch in the repository as the user that Ambit runs as. It goes on by itself once that works.',
  },
  revision_unknown: {
    what: 'the repository does not have the revision',
    whatToDo: 'Compare the ref that the configuration names with those of the repository, and fetch it there.',
  },
  revision_without_policy: {
    what: 'there is no policy in the folder at that revision',
    whatToDo: 'Put the policy folder back where the configuration says, and commit it.',
  },
  git_unavailable: {
    what: 'its repository cannot be read',
    whatToDo: 'Install git, and have a clone where the configuration says that Ambit’s user owns.',
  },
  folder_unreadable: {
    what: 'its folder cannot be read',
    whatToDo: 'Put the policy folder back where the configuration says, readable, and run ambit policy activate.',
  },
  folder_too_large: {
    what: 'its folder is larger than any policy',
    whatToDo: 'Find out who put what into the policy folder, take it out, and run ambit policy activate.',
  },
  file_unreadable: {
    what: 'one of its files cannot be read',
    whatToDo: 'Run ambit check, which names the file; make it readable and run ambit policy activate.',
  },
  file_changed: {
    what: 'one of its files was written to meanwhile',
    whatToDo: 'Run ambit policy activate again when nobody writes to the folder.',
  },
  file_name_refused: {
    what: 'one of its files has a name that cannot be shown',
    whatToDo: 'Find out who put the file there, rename it, and run ambit policy activate.',
  },
};

const COMMIT = /^[0-9a-f]{40,64}$/;
const DEFINITION = /^(scope|client|person|team|attestor|role|waiver|approvals):[\x21-\x7e]{1,256}$/;

/**
 * A policy would not activate. Critical where none is active then, for nothing is permitted; and where approvals are missing, for
 * somebody tried to put a change into force that nobody said yes to.
 */
export const policyRefused: AlertRule = {
  type: 'policy.refused',
  kinds: ['policy.refused'],
  find({ id, entry: { body } }) {
    const code = textOf(body['reason']) ?? '';
    const reason = Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
    const none = body['bootstrap'] === true;
    const commit = textOf(body['commit']) ?? '';
    const which = COMMIT.test(commit) ? `of commit ${commit.slice(0, 12)}` : 'in the folder';
    const lacking = itemsOf(body['lacking']).filter(
      (one): one is string => typeof one === 'string' && DEFINITION.test(one),
    );
    return {
      severity: none || code === 'approval_missing' ? 'critical' : 'high',
      clientId: null,
      scopes: lacking.flatMap((one) => (one.startsWith('scope:') ? [one.slice('scope:'.length)] : [])).sort(),
      title: 'A policy would not activate',
      what: `The policy ${which} was refused: ${reason?.what ?? 'it does not hold'}${
        lacking.length === 0 ? '' : ` (${listed(lacking)})`
      }. ${none ? 'No policy is active.' : 'The last good one stays active.'}`,
      why: none
        ? 'Without an active policy nothing is permitted: no client gets a token.'
        : 'What the team believes to be in force is not: what was changed in the folder, stricter or wider, has no effect.',
      whatToDo: `${reason?.whatToDo ?? 'Run ambit check.'} ${showCommand(id)} has the entry.`,
    };
  },
};
