import { ofIssuer, type Subject, some } from '../subject.ts';
import type { PreflightCheck, PreflightFinding } from '../types.ts';

/** Pages that people are sent to: those of the server pass under the prefixes that are configured, others don't. */
export const pagesCheck: PreflightCheck = {
  id: 'pages',
  *check(subject) {
    const { clients, guard, inventories } = subject;
    const forPeople = clients.filter(({ found }) => found.grantTypes?.includes('authorization_code') === true);
    if (guard.pages === null)
      yield ofIssuer(
        'breaks',
        'guard_not_configured',
        'The configuration has no `issuerGuard`.',
        'Add it: docs/issuer-guard.md.',
      );
    else if (forPeople.length > 0)
      yield* prefixFindings(
        subject,
        guard.pages,
        forPeople.map(({ clientId }) => clientId),
      );
    for (const { signIns = [], title } of inventories) {
      if (signIns.length === 0 || forPeople.length === 0) continue;
      yield {
        ...ofIssuer(
          'breaks',
          'sign_in_elsewhere',
          `${title} sends people to sign in at ${some(signIns.map(({ name }) => name))}, on another origin: the guard passes no redirect there (502).`,
          'Keep clients whose people sign in there off the guard in this version.',
        ),
        at: signIns[0]?.at ?? null,
      };
    }
  },
};

function* prefixFindings(
  { inventories }: Subject,
  pages: readonly string[],
  clients: readonly string[],
): Generator<PreflightFinding> {
  const wanted = [...new Set(inventories.flatMap((one) => one.pages ?? []))];
  const missing = wanted.filter((page) => !pages.some((prefix) => page.startsWith(prefix)));
  if (missing.length > 0)
    yield ofIssuer(
      'breaks',
      'pages_missing',
      `The server's pages under ${some(missing)} pass under no prefix of \`issuerGuard.pages\`: people can't sign in to ${some(clients, 3)}.`,
      `Add ${some(missing)} to \`issuerGuard.pages\`.`,
    );
  else if (pages.length === 0)
    yield ofIssuer(
      'breaks',
      'pages_missing',
      `\`issuerGuard.pages\` is empty: no page of the server passes, and people can't sign in to ${some(clients, 3)}.`,
      'Name where its pages begin (oidc-provider: /interaction/ and the authorization endpoint with a slash; Keycloak: /realms/REALM/login-actions/).',
    );
  else if (wanted.length === 0)
    yield ofIssuer(
      'unknown',
      'pages_unknown',
      `Which pages the server sends people to isn't in what was read; those under ${some(pages)} pass, and none on another origin.`,
      'Sign in once through the guard on a machine of your own before the switch.',
    );
}
