import type { RevocationReport, RevokedTokenReport, ServerRevocationOutcome } from '../revocation/index.ts';
import { type CliContext, styled } from './command.ts';
import { counted } from './counted.ts';

/** Lines of tokens that a person is shown; a program gets all. */
const MAX_SHOWN = 50;

/** What came of revoking, token by token: what is known of each, and nothing more. */
export function revokedTokenLines(
  context: CliContext,
  tokens: readonly RevokedTokenReport[],
  why: readonly string[] = [],
): readonly string[] {
  const atServer = tokens.filter(({ outcome }) => outcome === 'revoked_at_server').length;
  const atGuards = tokens.length - atServer;
  return [
    ...(atServer === 0 ? [] : [`  ${atServer} revoked at the server, and denied at the guards`]),
    ...(atGuards === 0 ? [] : [`  ${atGuards} denied at the guards; the authorization server may take them for good`]),
    ...why.map((line) => `    ${line}`),
    ...(tokens.length === 0 ? [] : ['']),
    ...tokens.slice(0, MAX_SHOWN).map((token) => tokenLine(context, token)),
    ...(tokens.length > MAX_SHOWN ? [`  and ${tokens.length - MAX_SHOWN} more: --format json has them all`] : []),
  ];
}

function tokenLine(context: CliContext, token: RevokedTokenReport): string {
  const { fingerprint, type, clientId, grantId, outcome, earlier } = token;
  const what = type === 'unknown' ? 'token that no guard released' : type.replace('_', ' ');
  const said =
    outcome === 'revoked_at_server'
      ? styled(context, 'green', 'revoked at the server')
      : styled(context, 'yellow', 'denied at the guards');
  const of = clientId === null ? '' : ` of ${clientId}`;
  return `  ${said}  ${what}${of}  ${fingerprint ?? grantId ?? ''}${earlier ? '  (before this)' : ''}`;
}

const WHY: Readonly<Record<Exclude<ServerRevocationOutcome, 'revoked'> | 'no_credential', (count: string) => string>> =
  {
    no_credential: (count) =>
      `The server wasn't asked about ${count}: authorizationServer.introspection names no client to ask by.`,
    not_active: (count) => `The server doesn't take ${count} for active.`,
    unsupported: (count) => `The server has no way to revoke ${count} (RFC 7009, unsupported_token_type).`,
    refused: (count) => `The server doesn't let Ambit's own client revoke ${count}: it is another client's.`,
    unproven: (count) => `The server doesn't say whether ${count} still works.`,
    unreachable: (count) => `The server didn't answer about ${count}: the same command asks again.`,
  };

/** Why the server didn't revoke, for a person. */
export function whyNotAtServer(outcomes: readonly (ServerRevocationOutcome | 'no_credential')[]): readonly string[] {
  return Object.entries(WHY).flatMap(([outcome, say]) => {
    const count = outcomes.filter((one) => one === outcome).length;
    return count === 0 ? [] : [say(counted(count, 'token'))];
  });
}

/** That it wasn't asked at all, where nobody handed a token over. */
export function whyNotAsked(handedOver: number, { deniedAtGuards }: RevocationReport): readonly string[] {
  if (handedOver > 0 || deniedAtGuards === 0) return [];
  return ['The server wasn’t asked: that takes the tokens themselves, of which Ambit keeps none.'];
}
