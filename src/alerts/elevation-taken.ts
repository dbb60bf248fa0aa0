import type { AlertRule } from './types.ts';
import { showCommand } from './wording.ts';

/**
 * Somebody took an elevation without approval. Always critical: it is meant for emergencies, and whoever has taken over the account of
 * somebody who may do it would do just this.
 */
export const elevationTaken: AlertRule = {
  type: 'elevation.taken',
  kinds: ['elevation.taken'],
  find: ({ id, entry }) => {
    const { clientId, scopes, by } = entry.body;
    const client = typeof clientId === 'string' ? clientId : 'a client';
    const named = Array.isArray(scopes) ? scopes.filter((one) => typeof one === 'string').sort() : [];
    const person = Object(by)['person'];
    const who = typeof person === 'string' ? person : 'Somebody';
    return {
      severity: 'critical',
      clientId: typeof clientId === 'string' ? clientId : null,
      scopes: named,
      title: `Break-glass: ${client} may use ${named.join(' ')} without approval`,
      what: `${who} took an elevation of ${client} to ${named.join(' ')}, at once and without anybody’s approval.`,
      why: 'It is meant for emergencies in which nobody can be waited for. Whoever took over the account of somebody who may do it would do the same.',
      whatToDo: `Ask ${who} what it is for, and look at what is done under it (ambit requests). If nobody knows of it, end it at once: ambit requests end. ${showCommand(id)} has the entry.`,
    };
  },
};
