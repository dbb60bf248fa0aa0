import { itemsOf, membersOf, numberOf, textOf, textsOf } from '../reading.ts';
import type { ExportedEntry, Facts, KindMapping, OcsfPlace } from '../types.ts';

/** Activities of OCSF's Authentication. */
const [LOGOFF, TICKET_REQUEST, TICKET_RENEW] = [2, 4, 5];

function issued({ entry: { body } }: ExportedEntry): Partial<Facts> {
  const tokens = itemsOf(body['tokens']).map((one) => membersOf(one));
  const ends = tokens.map(({ expiresAt }) => numberOf(expiresAt)).filter((end) => end !== null);
  return {
    action: 'issue',
    clientId: textOf(body['clientId']),
    grantId: textOf(body['grantId']),
    grantType: textOf(body['grantType']),
    scopes: [...new Set(tokens.flatMap(({ scopes }) => textsOf(scopes)))].sort(),
    tokens: tokens.map(({ fingerprint }) => textOf(fingerprint)).filter((one) => one !== null),
    expiresAt: ends.length === 0 ? null : Math.min(...ends) * 1000,
  };
}

function revoked({ entry: { body } }: ExportedEntry): Partial<Facts> {
  const fingerprint = textOf(body['fingerprint']);
  return {
    action: 'revoke',
    clientId: textOf(body['clientId']),
    grantId: textOf(body['grantId']),
    tokens: fingerprint === null ? [] : [fingerprint],
    reason: textOf(body['reason']),
  };
}

const asked: KindMapping['ocsf'] = ({ grantType }): OcsfPlace => ({
  class: 'authentication',
  activity: grantType === 'refresh_token' ? TICKET_RENEW : TICKET_REQUEST,
});
const ended: KindMapping['ocsf'] = () => ({ class: 'authentication', activity: LOGOFF });

export const tokens = {
  'token.issued': { caption: 'Token issued', facts: issued, ocsf: asked },
  'token.withheld': {
    caption: 'Token withheld: it granted more than was decided',
    facts: (logged) => ({
      ...issued(logged),
      action: 'withhold',
      severity: 'high',
      outcome: 'failure',
      reason: textsOf(logged.entry.body['faults'])[0] ?? null,
    }),
    ocsf: asked,
  },
  'token.not_issued': {
    caption: 'Token not issued',
    facts: (logged) => ({
      ...issued(logged),
      action: 'not_issue',
      severity: 'low',
      outcome: logged.entry.body['outcome'] === 'refused' ? 'failure' : 'unknown',
      reason: textOf(logged.entry.body['error']),
    }),
    ocsf: asked,
  },
  'token.revoked': { caption: 'Token revoked', facts: revoked, ocsf: ended },
  'token.revoked_upstream': { caption: 'Token revoked at the authorization server', facts: revoked, ocsf: ended },
} satisfies Readonly<Record<string, KindMapping>>;
