import type { AlertRule } from './types.ts';
import { showCommand } from './wording.ts';

/**
 * Somebody on the host made a link that opens an administrator's session without signing in. Always critical: whoever didn't expect it
 * learns that somebody is on the host as Ambit's user.
 */
export const recoveryOpened: AlertRule = {
  type: 'recovery.opened',
  kinds: ['recovery.opened'],
  find: ({ id }) => ({
    severity: 'critical',
    clientId: null,
    scopes: [],
    title: 'A recovery of the console was opened',
    what: 'Somebody on the host ran ambit recover, which makes a link that opens one administrator’s session in the console.',
    why: 'Nobody signed in for it: whoever is on the host as Ambit’s user can do this. It is meant for when the authorization server cannot be reached.',
    whatToDo: `Ask who did it and why. If nobody did, somebody else is on the host: end the console’s sessions, find out how they came there, and replace the keys in the data directory. ${showCommand(id)} has the entry.`,
  }),
};
