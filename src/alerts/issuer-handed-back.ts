import type { AlertRule } from './types.ts';
import { showCommand } from './wording.ts';

/** The server answers for itself again. Always critical: from here on nobody decides what it issues, and guards take it all the same. */
export const issuerHandedBack: AlertRule = {
  type: 'issuer.handed_back',
  kinds: ['issuer.handed_back'],
  find: ({ id, entry }) => ({
    severity: 'critical',
    clientId: null,
    scopes: [],
    title: 'An issuer was handed back',
    what: `Somebody ran ambit adopt --hand-back: ${entry.issuer ?? 'an issuer'} is to answer for itself, without a guard.`,
    why: 'Nobody decides what it issues from here on, and API guards take its tokens as far as the policy allows their scopes.',
    whatToDo: `If it was meant, adopt the issuer again as soon as the guard has its address (ambit adopt --window TIME --longest-life TIME). If nobody meant it, do so at once, and find out who has an administrator's session or is on the host. ${showCommand(id)} has the entry.`,
  }),
};
