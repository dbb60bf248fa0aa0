import { itemsOf, membersOf, numberOf, textOf, textsOf, timeOf } from '../reading.ts';
import type { ExportedEntry, Facts, KindMapping, OcsfPlace, Severity } from '../types.ts';

/** OCSF's activities of API Activity, by the method of the operation (RFC 9110 §9.3). */
const ACTIVITY_OF_METHOD: Readonly<Record<string, number>> = {
  POST: 1,
  GET: 2,
  HEAD: 2,
  OPTIONS: 2,
  PUT: 3,
  PATCH: 3,
  DELETE: 4,
};
const OTHER = 99;

const PERMITTED: Readonly<Record<string, Severity>> = { low: 'informational', high: 'medium', critical: 'high' };
const REFUSED: Readonly<Record<string, Severity>> = { low: 'low', high: 'medium', critical: 'high' };

/** Of a decision on a request or a use. One that is only observed stops nothing, and its reason says what would have. */
function decided({ entry: { body } }: ExportedEntry): Partial<Facts> {
  const [request, decision, facts] = [
    membersOf(body['request']),
    membersOf(body['decision']),
    membersOf(body['facts']),
  ];
  const refused = decision['outcome'] === 'refuse';
  const observed = decision['mode'] === 'observe';
  const risk = textOf(decision['risk']) ?? 'low';
  const granted = textsOf(decision['scopes']);
  const withheld = itemsOf(decision['withheld']).map((one) => membersOf(one));
  const token = membersOf(facts['token']);
  const expiresAt = numberOf(token['expiresAt']);
  return {
    action: textOf(decision['outcome']) ?? 'decide',
    severity: (refused || withheld.length > 0 ? REFUSED : PERMITTED)[risk] ?? 'low',
    outcome: refused && !observed ? 'failure' : 'success',
    reason: textOf(decision['reason']) ?? textOf(withheld[0]?.['reason']),
    clientId: textOf(request['clientId']),
    grantType: textOf(request['grantType']),
    scopes: granted.length > 0 ? granted : askedFor(body),
    expiresAt: expiresAt === null ? null : expiresAt * 1000,
  };
}

/** Scopes that were asked for, or that the operation needs. */
function askedFor(body: ExportedEntry['entry']['body']): readonly string[] {
  const request = membersOf(body['request']);
  return request['kind'] === 'use'
    ? [...new Set(itemsOf(request['required']).flatMap(textsOf))].sort()
    : textsOf(request['scopes']);
}

function used(logged: ExportedEntry): Partial<Facts> {
  const { body } = logged.entry;
  return {
    ...decided(logged),
    api: textOf(body['api']),
    operation: textOf(membersOf(body['request'])['operation']),
    count: numberOf(body['count']) ?? 1,
    from: timeOf(body['first']),
    to: timeOf(body['last']),
  };
}

const placeOfUse: KindMapping['ocsf'] = ({ operation }, { entry }, context): OcsfPlace => {
  const method = operation === null ? null : context.methodOf(entry.digests['openapi'] ?? '', operation);
  const activity = ACTIVITY_OF_METHOD[method ?? ''] ?? OTHER;
  return activity === OTHER
    ? { class: 'api_activity', activity, activityName: 'Call' }
    : { class: 'api_activity', activity };
};

export const decisions = {
  'decision.made': {
    caption: 'Decision on a request for scopes',
    facts: decided,
    ocsf: () => ({ class: 'authorize_session', activity: 1 }),
  },
  'token.used': { caption: 'Token used', facts: used, ocsf: placeOfUse },
  'token.usage': { caption: 'Uses of a token', facts: used, ocsf: placeOfUse },
  'token.use_refused': { caption: 'Uses of a token refused', facts: used, ocsf: placeOfUse },
  'refusals.summarised': {
    caption: 'Strangers refused',
    facts({ entry: { body } }) {
      const refusals = itemsOf(body['refusals']).map((one) => membersOf(one));
      const first = refusals[0] ?? {};
      return {
        action: 'refuse',
        severity: 'low',
        outcome: 'failure',
        reason: textOf(first['reason']),
        api: textOf(first['api']) ?? textOf(first['endpoint']),
        operation: 'refused before anything was decided',
        count: refusals.reduce((sum, { count }) => sum + (numberOf(count) ?? 0), 0),
        from: timeOf(body['from']),
        to: timeOf(body['to']),
      };
    },
    ocsf: () => ({ class: 'api_activity', activity: OTHER, activityName: 'Refused' }),
  },
} satisfies Readonly<Record<string, KindMapping>>;
