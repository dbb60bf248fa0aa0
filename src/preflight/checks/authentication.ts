import { guardAbilities } from '../guard-abilities.ts';
import { about } from '../subject.ts';
import type { PreflightCheck } from '../types.ts';

/** Ways to authenticate whose proof doesn't pass a guard. */
export const authenticationCheck: PreflightCheck = {
  id: 'authentication',
  *check({ clients }) {
    for (const pair of clients) {
      const { clientId, found } = pair;
      const methods = found.protocol?.authenticationMethods;
      if (methods === undefined || methods === null) {
        yield about(
          pair,
          'unknown',
          'authentication_unknown',
          `How ${clientId} authenticates isn't in what was read.`,
          'Look it up: certificates and attestations don’t pass a guard.',
        );
        continue;
      }
      const refused = methods.filter((method) => !guardAbilities.passesAuthenticationMethod(method));
      if (refused.length === methods.length && refused.length > 0)
        yield about(
          pair,
          'breaks',
          'authentication_refused',
          `${clientId} authenticates by ${refused.join(' or ')}, whose proof ends at the guard: it can't authenticate through it.`,
          'Give it private_key_jwt, which passes, or keep its traffic off the guard.',
        );
    }
  },
};
