import type { GrantType, Mode, Requirement } from '../policy/index.ts';

/** Numbers of released decision semantics. A released one stays in the code, frozen. */
export type Semantics = 1;

/** A request for scopes: at the authorization endpoint, at the token endpoint, or found in code or configuration. */
export interface GrantRequest {
  readonly kind: 'grant';
  readonly issuer: string;
  readonly clientId: string;
  readonly grantType: GrantType;
  /** Scopes asked for, sorted, each once; null where none was asked for (RFC 6749 §3.3). */
  readonly scopes: readonly string[] | null;
  /** Resource indicators asked for (RFC 8707), sorted. */
  readonly resources: readonly string[];
  /** Exact redirect URI where the grant has one. */
  readonly redirectUri: string | null;
  /** Claims about a person asked for by name (OpenID Connect Core §5.5), sorted, each once; left out where none are. */
  readonly claims?: readonly string[];
  /**
   * What of the ways in which a policy may require its client to ask it was asked in, sorted. Left out: in none of them, as every
   * request was before there were any. Where a request is only supposed, as in code, all of them.
   */
  readonly fulfils?: readonly Requirement[];
}

/** A use of a token: an operation at a resource server. */
export interface UseRequest {
  readonly kind: 'use';
  readonly issuer: string;
  readonly clientId: string;
  /** Audience of the resource server that is called. */
  readonly audience: string;
  /** Name of the operation (`getOrder`), for the record. */
  readonly operation: string;
  /** Alternatives, each a set of scopes that are all needed (OpenAPI: OR of ANDs). */
  readonly required: readonly (readonly string[])[];
}

export type ScopeRequest = GrantRequest | UseRequest;

/** What an earlier decision gave, which a code exchange or refresh may not exceed (RFC 6749 §6). */
export interface PriorGrant {
  readonly grantId: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly resource: string | null;
  readonly revoked: boolean;
}

/** The token that is used. */
export interface PresentedToken {
  readonly scopes: readonly string[];
  readonly audiences: readonly string[];
  /** Seconds since 1970. */
  readonly expiresAt: number;
  readonly revoked: boolean;
  /** Whether its birth is in the ledger. */
  readonly recorded: boolean;
  // What has a birth, or is from before nothing, says nothing of it, as every use did before there were adoptions.
  /** The adoption that a token without a birth is from before. */
  readonly adoption?: TokenAdoption;
}

/**
 * That a token without a birth was issued before its issuer was adopted (or while it was handed back), and how long such tokens are
 * taken. All in seconds since 1970.
 */
export interface TokenAdoption {
  /** Id of the entry that says so. */
  readonly id: string;
  /** Tokens of before this are none of it; null: from ever. */
  readonly from: number | null;
  /** Nor those from here on; null: while the issuer is handed back. */
  readonly before: number | null;
  /** When the window closes; null: while the issuer is handed back. */
  readonly endsAt: number | null;
  /** Longest life that its server gave a token, in seconds; null: while the issuer is handed back. */
  readonly maxLifeSeconds: number | null;
  /** The token's `iat`: its issuer's word. */
  readonly issuedAt: number;
}

/** A use of eligible scopes that was approved for a time, active when the facts were gathered. */
export interface ActiveElevation {
  /** Id of the entry that asked for it. */
  readonly id: string;
  readonly clientId: string;
  /** Pseudonym of whom the client acts for under it; null: for itself alone. */
  readonly subject: string | null;
  /** Sorted. */
  readonly scopes: readonly string[];
  /** Seconds since 1970. */
  readonly endsAt: number;
}

/** The elevations that a decision needed to permit what it permits. */
export interface DecidedElevation {
  /** Sorted. */
  readonly ids: readonly string[];
  /** When the first of them ends, in seconds since 1970: no token of this decision is good from then on, whatever its server says. */
  readonly endsAt: number;
}

/** Somebody who acts for whoever a token is for: a client, and the person that it acts as; null: as itself. */
export interface ActingParty {
  readonly clientId: string;
  /** Pseudonym. */
  readonly subject: string | null;
}

/** What a token exchange (RFC 8693) brings beside the grant of the subject's token, which is the prior grant. */
export interface ExchangedToken {
  /** When the subject's token ends, in seconds since 1970. */
  readonly endsAt: number;
  /** How many act in it already, one behind another (§4.1). */
  readonly actors: number;
  /** Whom it lets act (`may_act`, §4.4): all that is named has to be so. Null: it says nothing. */
  readonly mayAct: { readonly clientId: string | null; readonly subject: string | null } | null;
  /** Who is to act; null: nobody is named, and the client acts as if it were the subject. */
  readonly actor: ActingParty | null;
}

/** An assertion that is brought as a grant (RFC 7523), as it says of itself: the authorization server verifies it. */
export interface PresentedAssertion {
  readonly issuer: string;
  /** The policy's pattern that its subject is one of; null where it is of none. The subject itself may be a person. */
  readonly subjectPattern: string | null;
  /** The issuer that is asked by whichever of its names. */
  readonly audiences: readonly string[];
  /** Seconds since 1970. */
  readonly expiresAt: number;
  readonly issuedAt: number | null;
  /** What it is for at most, sorted; null where it doesn't say. */
  readonly scopes: readonly string[] | null;
  readonly resources: readonly string[] | null;
  readonly clientId: string | null;
}

/** All that a decision depends on beside policy and request. */
export interface Facts {
  /** Seconds since 1970. */
  readonly time: number;
  readonly priorGrant: PriorGrant | null;
  readonly token: PresentedToken | null;
  /** Seconds since the revocation feed last gave a sign; null where the plane doesn't follow it. */
  readonly feedSilentSeconds: number | null;
  // What no elevation is a matter of says nothing of them, as every decision did before there were any.
  /** Active elevations of the client that may be a matter of this request. */
  readonly elevations?: readonly ActiveElevation[];
  /** What the flow drew that the request belongs to, from 0 to 9999; left out where the client has no canary. */
  readonly canary?: number;
  /** Pseudonym of whom the client acts for; null: for itself. Beside `elevations` alone; left out there while nobody knows it yet. */
  readonly subject?: string | null;
  /** Of a token exchange alone. */
  readonly exchanged?: ExchangedToken;
  /** Of an assertion as a grant alone. */
  readonly assertion?: PresentedAssertion;
}

export type ReasonCode =
  | 'issuer_unknown'
  | 'client_unknown'
  | 'client_expired'
  | 'grant_type_not_allowed'
  | 'redirect_uri_not_registered'
  | 'request_not_pushed'
  | 'request_not_signed'
  | 'proof_missing'
  | 'claim_not_allowed'
  | 'scope_omitted_without_default'
  | 'scope_unknown'
  | 'scope_replaced'
  | 'scope_not_allowed_for_client'
  | 'scope_needs_elevation'
  | 'scope_exceeds_grant'
  | 'resource_unknown'
  | 'resource_ambiguous'
  | 'resource_not_granted'
  | 'scope_of_other_resource'
  | 'scope_too_risky_for_device'
  | 'grant_missing'
  | 'assertion_not_allowed'
  | 'assertion_expired'
  | 'assertion_too_long'
  | 'scope_exceeds_assertion'
  | 'actor_not_allowed'
  | 'actors_too_many'
  | 'grant_of_other_client'
  | 'grant_revoked'
  | 'nothing_left'
  | 'token_missing'
  | 'token_expired'
  | 'token_revoked'
  | 'token_unrecorded'
  | 'adoption_window_over'
  | 'token_of_other_audience'
  | 'scope_insufficient'
  | 'scope_out_of_policy'
  | 'feed_stale';

/** Why one scope was withheld. */
export interface Withheld {
  readonly scope: string;
  readonly reason: ReasonCode;
}

export interface Decision {
  readonly semantics: Semantics;
  readonly outcome: 'permit' | 'narrow' | 'refuse';
  /** Whether a refusal or narrowing is carried out (`enforce`) or only recorded (`observe`). */
  readonly mode: Mode;
  /** What may be granted, sorted (grants); what the operation was passed for (uses). Empty on `refuse`. */
  readonly scopes: readonly string[];
  readonly withheld: readonly Withheld[];
  /** Why the whole request is refused; null when it isn't. */
  readonly reason: ReasonCode | null;
  /** OAuth error for the client (RFC 6749 §5.2, RFC 6750 §3.1, RFC 8707 §2); null when not refused. */
  readonly error: string | null;
  /** Audience that the token is for; null where no scope of a resource server is granted. */
  readonly resource: string | null;
  /** Longest life that a token of this decision may have, in seconds; 0 on `refuse` and for uses. */
  readonly maxTtlSeconds: number;
  /** Highest risk among the scopes granted, or, on `refuse`, among the known scopes asked for. */
  readonly risk: 'low' | 'high' | 'critical';
  /** For a use that lacks scope: the whole set that the operation needs and this client may ask for (RFC 6750 §3); else null. */
  readonly missing: readonly string[] | null;
  /** Left out where what is permitted needed no elevation. */
  readonly elevation?: DecidedElevation;
  /** A token that lives longer at its server is given out, and ends at the guards after `maxTtlSeconds`; left out where it is withheld. */
  readonly virtualExpiry?: true;
}
