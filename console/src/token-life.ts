import type { Entry } from './shapes.ts';
import { count, listed } from './words.ts';

/** One step of a token's life, as the picture and the list show it. */
export interface Step {
  readonly index: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly kind: 'decided' | 'issued' | 'use' | 'refused' | 'revoked' | 'other';
  readonly what: string;
  readonly writer: string;
}

interface Body {
  readonly clientId?: string;
  readonly request?: { readonly clientId: string; readonly grantType?: string; readonly operation?: string };
  readonly decision?: {
    readonly outcome: string;
    readonly scopes: readonly string[];
    readonly reason: string | null;
    readonly withheld: readonly { readonly scope: string; readonly reason: string }[];
  };
  readonly tokens?: readonly TokenBody[];
  readonly api?: string;
  readonly count?: number;
  readonly first?: string;
  readonly reason?: string;
  readonly upstream?: string;
  readonly grantId?: string;
}

interface TokenBody {
  readonly type: string;
  readonly fingerprint: string;
  readonly scopes: readonly string[];
  readonly audience: string | null;
  readonly expiresAt: number | null;
}

/** What is known of one token. */
export interface TokenLife {
  readonly token: TokenBody | null;
  readonly clientId: string | null;
  readonly grantId: string | null;
  readonly subject: string | null;
  /** Milliseconds since 1970. */
  readonly born: number;
  /** When it expires, or was revoked before that; null where nobody said. */
  readonly end: number | null;
  readonly revoked: boolean;
  readonly uses: number;
  readonly steps: readonly Step[];
}

export function lifeOf(fingerprint: string, entries: readonly Entry[]): TokenLife {
  const issued = entries.find(({ entry }) => entry.kind === 'token.issued' && namesToken(entry.body, fingerprint));
  const body: Body = issued?.entry.body ?? {};
  const token = body.tokens?.find((one) => one.fingerprint === fingerprint) ?? null;
  const revokedAt = entries.find(({ entry }) => entry.kind === 'token.revoked');
  const expires = token?.expiresAt == null ? null : token.expiresAt * 1000;
  const revoked = revokedAt === undefined ? null : Date.parse(revokedAt.entry.time);
  const ends = [expires, revoked].filter((end) => end !== null);
  return {
    token,
    clientId: body.clientId ?? null,
    grantId: body.grantId ?? null,
    subject: issued?.entry.subject ?? null,
    born: Date.parse(issued?.entry.time ?? entries[0]?.entry.time ?? ''),
    end: ends.length === 0 ? null : Math.min(...ends),
    revoked: revoked !== null,
    uses: entries.reduce((sum, { entry }) => sum + (isUse(entry.kind) ? ((entry.body as Body).count ?? 1) : 0), 0),
    steps: entries.map(stepOf).sort((one, other) => one.time - other.time || one.index - other.index),
  };
}

function namesToken(body: Body, fingerprint: string): boolean {
  return body.tokens?.some((token) => token.fingerprint === fingerprint) ?? false;
}

function isUse(kind: string): boolean {
  return kind === 'token.used' || kind === 'token.usage';
}

function stepOf({ index, entry }: Entry): Step {
  const { kind, what } = said(entry.kind, entry.body);
  // Uses are written together later: they stand where the first of them was.
  const first = (entry.body as Body).first ?? entry.time;
  return { index, time: Date.parse(first), kind, what, writer: entry.writer };
}

/** An entry in a sentence. */
export function said(entryKind: string, body: Body): Pick<Step, 'kind' | 'what'> {
  const { decision, request } = body;
  const scopes = listed(decision?.scopes ?? []) || 'no scope';
  switch (entryKind) {
    case 'decision.made':
      return {
        kind: decision?.outcome === 'refuse' ? 'refused' : 'decided',
        what:
          decision?.outcome === 'refuse'
            ? `refused: ${decision.reason ?? listed(decision.withheld.map(({ scope, reason }) => `${scope} (${reason})`))}`
            : `decided: ${decision?.outcome} ${scopes}${request?.grantType === undefined ? '' : `, ${request.grantType}`}`,
      };
    case 'token.issued':
      return { kind: 'issued', what: `issued, with ${listed(body.tokens?.[0]?.scopes ?? []) || 'no scope'}` };
    case 'token.withheld':
      return { kind: 'refused', what: 'withheld: nobody received it' };
    case 'token.used':
      return {
        kind: 'use',
        what: `used for ${request?.operation ?? 'an operation'} at ${body.api ?? 'an API'}, needing ${scopes}`,
      };
    case 'token.usage':
      return {
        kind: 'use',
        what: `used ${count(body.count ?? 0, 'time')} for ${request?.operation ?? 'an operation'} at ${body.api ?? 'an API'}`,
      };
    case 'token.use_refused':
      return {
        kind: 'refused',
        what: `${count(body.count ?? 0, 'use')} of ${request?.operation ?? 'an operation'} refused: ${decision?.reason ?? 'no reason given'}`,
      };
    case 'token.revoked':
      return {
        kind: 'revoked',
        what: `revoked (${body.reason ?? 'no reason given'}); at the authorization server: ${body.upstream ?? 'unknown'}`,
      };
    default:
      return { kind: 'other', what: entryKind };
  }
}
