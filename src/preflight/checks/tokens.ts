import { ofIssuer, some } from '../subject.ts';
import type { PreflightCheck } from '../types.ts';

/** Access tokens that the guard couldn't read, so that it would withhold all of them. */
export const tokensCheck: PreflightCheck = {
  id: 'tokens',
  *check({ clients, guard }) {
    const types = new Map<string, string[]>();
    for (const { clientId, found } of clients) {
      const type = found.protocol?.tokenType;
      if (type === null || type === undefined || (found.grantTypes?.length ?? 1) === 0) continue;
      types.set(type, [...(types.get(type) ?? []), clientId]);
    }
    for (const [type, ids] of types)
      if (!guard.tokenTypes.some((one) => one.toLowerCase() === type.toLowerCase()))
        yield ofIssuer(
          'breaks',
          'token_type_refused',
          `Access tokens of ${some(ids)} have the type ${type} in their header, and \`authorizationServer.tokenTypes\` has ${some(guard.tokenTypes)} alone: none of them can be read, and each is withheld.`,
          `Add ${type} to \`authorizationServer.tokenTypes\`, or have the server write at+jwt (RFC 9068).`,
        );
    if (guard.introspectionClient === null)
      yield ofIssuer(
        'unknown',
        'opaque_tokens_unknown',
        'The guards have no client to introspect with: where the server gives opaque access tokens, each is withheld.',
        'Set `authorizationServer.introspection`, unless all access tokens are JWTs.',
      );
    yield ofIssuer(
      'changes',
      'refresh_tokens_of_before',
      'Refresh tokens and codes that the server gave before the switch are unknown to the guard (invalid_grant): people sign in again once. Access tokens of before go on working in the window of ambit adopt.',
      'Switch when few people work, and say so to them.',
    );
  },
};
