/** A person's id, team-free and name-free (`p-7f3a`): who the person is stands in the people directory, outside the digest. */
export type PersonId = string;

export type Risk = 'low' | 'high' | 'critical';
export type Sensitivity = 'public' | 'internal' | 'confidential' | 'restricted';
/** How Ambit meets an issuer: traffic passes through a guard, the vendor asks at issue, or configuration and logs are read. */
export type IssuerLevel = 'guarded' | 'hooked' | 'observed';
export type Mode = 'enforce' | 'observe';

import type { GRANT_TYPES, REQUIREMENTS } from './schema/client.ts';

/** A team's id (`t-payments`). */
export type TeamId = string;

/** Grant types by their registered names. */
export type GrantType = (typeof GRANT_TYPES)[number];
/** How a client has to ask: with a proof of its tokens' key (RFC 9449), by a pushed request (RFC 9126), by a signed one (RFC 9101). */
export type Requirement = (typeof REQUIREMENTS)[number];
/** `confidential` keeps a secret, `public` can't (RFC 6749 §2.1), `machine` acts for itself alone, `agent` decides by itself what to call. */
export type ClientKind = 'confidential' | 'public' | 'machine' | 'agent';

export interface Person {
  readonly id: PersonId;
  /** With which this person's approvals are signed: C2SP verifier keys (`<name>+<hash>+<base64>`), or lines of OpenSSH (`<type> <base64> <comment>`). */
  readonly approvalKeys: readonly string[];
  /** What this person may approve: `scopes` of any risk up to the named one. Absent: may approve nothing. */
  readonly approves: Risk | null;
  /** Accounts of this person where reviews count as approvals. */
  readonly identities?: Identities;
  /** Appointments: needed once the person may approve more, or with more keys or accounts, than in the policy that is active. */
  readonly approvals: readonly Approval[];
}

/** Accounts at Git hosts by the hosts' own ids, which stay when a name changes. */
export interface Identities {
  readonly github?: number;
  readonly gitlab?: number;
}

/** Who vouches for approvals that were given elsewhere: its signature says that it saw them there. */
export interface Attestor {
  readonly id: string;
  readonly description: string;
  readonly author: PersonId;
  readonly attests: 'github_review' | 'gitlab_review' | 'session' | 'check_run';
  /** Base of the API that it asks; of reviews alone. */
  readonly api?: string;
  /** Id of the repository, or project, whose reviews count; of reviews alone. */
  readonly repository?: number;
  /** C2SP verifier key. */
  readonly key: string;
  /** The highest risk that an approval counts for which it vouches for; absent of check runs, which approve nothing. */
  readonly approves?: Risk;
  readonly approvals: readonly Approval[];
}

/** Several people. */
export interface Team {
  readonly id: TeamId;
  readonly description: string;
  readonly author: PersonId;
  /** Sorted. */
  readonly members: readonly PersonId[];
  readonly approvals: readonly Approval[];
}

export interface Issuer {
  /** The issuer identifier, compared byte for byte (RFC 8414 §2). */
  readonly issuer: string;
  readonly description?: string;
  /** Tenant, realm or directory, where one server has several. */
  readonly tenant?: string;
  readonly level: IssuerLevel;
  /** For clients that don't say, and for clients that the policy doesn't know. */
  readonly mode: Mode;
  /** What is enforced already where the rest is observed. */
  readonly canary?: {
    /** Of a hundred flows of clients that don't say, and of those that the policy doesn't know. */
    readonly percent?: number;
    /** Names of clients that are enforced, sorted: `mode` of each says so, too. */
    readonly clients?: readonly string[];
  };
}

export interface ResourceServer {
  readonly id: string;
  readonly description: string;
  readonly owner: PersonId | TeamId;
  /** The resource indicator (RFC 8707) and `aud` of its tokens. */
  readonly audience: string;
}

export interface Approval {
  /**
   * The whole proof: a text that says environment, name, author, time and digest of the definition, an empty line, and its signature,
   * as lines of a C2SP note or as an armored SSH one. Of what an attestor vouches for, the signature is the attestor's.
   */
  readonly note: string;
}

/** How an approval is proven: by a C2SP signed note, by an SSH signature, or by a review at a Git host or while signed in to Ambit, which an attestor vouches for. */
export type ApprovalProof = 'note' | 'ssh' | 'github_review' | 'gitlab_review' | 'session';

/** A definition as `ambit check` proved it: who said yes, when, by which key, to which digest. */
export interface ProvenApproval {
  readonly person: PersonId;
  /** RFC 3339, UTC. */
  readonly time: string;
  readonly proof: ApprovalProof;
  /** Name of the note's key, or the attestor's; of an SSH key its fingerprint, `SHA256:…`. */
  readonly keyName: string;
  /** `sha256:<hex>` of the compiled definition without its approvals. */
  readonly definition: string;
}

/** What a part of a scope's name may be: one of a list, or so many characters of a kind. */
export type ScopeParameter =
  | { readonly values: readonly string[] }
  | {
      readonly characters: 'digits' | 'letters' | 'alphanumeric' | 'hexadecimal' | 'slug';
      readonly maxLength: number;
    };

/** What a scope that is too broad is being split into. */
export interface Replacement {
  /** Sorted. */
  readonly scopes: readonly string[];
  /** RFC 3339 date-time, UTC, from which the old one is refused. */
  readonly deadline: string;
}

export interface Scope {
  readonly name: string;
  /** Resource server that this scope empowers at; null for the authorization server's own (`openid`, `offline_access`). */
  readonly resourceServer: string | null;
  readonly description: string;
  /** Why it exists. */
  readonly why: string;
  readonly owner: PersonId | TeamId;
  /** Who wrote this definition: an author can't approve it. */
  readonly author: PersonId;
  readonly risk: Risk;
  readonly sensitivity: Sensitivity;
  /** Longest life of an access token that carries it, in seconds. */
  readonly maxTtlSeconds: number;
  /** The issuers that know it, sorted; absent: every one. */
  readonly issuers?: readonly string[];
  /** Narrower scopes that it includes, sorted, as written: what those include counts, too. */
  readonly implies?: readonly string[];
  readonly replacedBy?: Replacement;
  /** Present where `name` is a pattern: what each `{part}` of it may be. */
  readonly parameters?: Readonly<Record<string, ScopeParameter>>;
  readonly reviewIntervalDays: number;
  readonly approvals: readonly Approval[];
}

/** How old credentials may become, in days. */
export interface Rotation {
  readonly secretDays?: number;
  readonly refreshTokenDays?: number;
}

/** Whose tokens a client may exchange (RFC 8693). */
export interface Exchange {
  /** Client ids, sorted, at the same issuer. */
  readonly tokensOf: readonly string[];
  /** How many may act one behind another; absent: 1. */
  readonly maxActors?: number;
}

/** Assertions of others that a client may bring as grants (RFC 7523). */
export interface TrustedAssertions {
  readonly issuer: string;
  /** Exact, or a beginning and `*`; sorted. Absent: anybody. */
  readonly subjects?: readonly string[];
  /** Sorted. Absent: all that the client may hold. */
  readonly scopes?: readonly string[];
  readonly maxLifeSeconds?: number;
}

export interface Client {
  readonly issuer: string;
  readonly clientId: string;
  /** Its name in the policy, where that isn't its client id because another issuer has the same one. */
  readonly name?: string;
  /** As written; `kindOf` says what an absent one comes to. */
  readonly kind?: ClientKind;
  readonly owner: PersonId | TeamId;
  readonly author: PersonId;
  readonly purpose: string;
  readonly grantTypes: readonly GrantType[];
  /** Redirect URIs, compared as `registeredRedirectUri` does. Empty for clients without the authorization code grant. */
  readonly redirectUris: readonly string[];
  /** Scopes that it may always hold. */
  readonly standing: readonly string[];
  /** Scopes that it may hold only while an elevation is active. */
  readonly eligible: readonly string[];
  /** What it gets when it asks for no scope (RFC 6749 §3.3); null: such a request is refused. */
  readonly defaultScopes: readonly string[] | null;
  /** What happens to a request that is too broad: refused whole, or narrowed to what is allowed. */
  readonly overBroad: 'refuse' | 'narrow';
  /** Claims about people that it may ask for by name, sorted; absent: none. */
  readonly claims?: readonly string[];
  /** How it has to ask, sorted; absent: however it likes. */
  readonly requires?: readonly Requirement[];
  readonly maxTtlSeconds: number;
  /** A token that its server lets live longer is given out, and ends at the guards when the policy says; absent: it is withheld. */
  readonly virtualExpiry?: true;
  readonly rotation?: Rotation;
  readonly exchange?: Exchange;
  readonly assertions?: readonly TrustedAssertions[];
  /** Patterns, as `.gitignore` has them, of the files whose requests for scopes are this client's; sorted. */
  readonly sources?: readonly string[];
  /** RFC 3339 date-time, UTC, after which this client gets nothing. */
  readonly expires: string;
  readonly mode: Mode;
  /** Of a hundred of its flows, so many are enforced though it is only observed. */
  readonly canary?: { readonly percent: number };
  readonly approvals: readonly Approval[];
}

/** What a signed-in person may do in the console. An `approver` and an `admin` may read whatever a `viewer` may. */
export type ConsoleRole = 'viewer' | 'auditor' | 'approver' | 'admin';

/** Whoever signs in with this claim has the role. */
export interface RoleMapping {
  /** The issuer that the claim has to come from. */
  readonly issuer: string;
  readonly claim: string;
  /** The claim is this text, or a list that holds it. */
  readonly value: string;
  /** Who signs in so, for what needs a person: then the claim is `sub`, for a group is nobody. Null: the role alone. */
  readonly person: PersonId | null;
}

export interface RoleDefinition {
  readonly role: ConsoleRole;
  readonly author: PersonId;
  /** Sorted; one suffices. */
  readonly mappings: readonly RoleMapping[];
  readonly approvals: readonly Approval[];
}

/** Who may do what in the console. */
export interface PolicyConsole {
  /** Roles that somebody has, sorted by name. */
  readonly roles: readonly RoleDefinition[];
}

/** How many approvals a definition needs, and from whom. */
export interface ApprovalDemand {
  readonly count: number;
  /** Each of them belongs to this team; null: anybody who may. */
  readonly team: TeamId | null;
}

/** What approvals definitions need. */
export interface PolicyApprovals {
  readonly author: PersonId;
  readonly risk: Readonly<Partial<Record<Risk, ApprovalDemand>>>;
  readonly sensitivity: Readonly<Partial<Record<Sensitivity, ApprovalDemand>>>;
  readonly approvals: readonly Approval[];
}

/** A dated exception to a rule. */
export interface Waiver {
  readonly id: string;
  readonly rule: string;
  /** `client:<name>`, `scope:<name>` …: what may break it. */
  readonly definition: string;
  readonly owner: PersonId | TeamId;
  readonly author: PersonId;
  readonly reason: string;
  /** RFC 3339 date-time, UTC. */
  readonly expires: string;
  readonly approvals: readonly Approval[];
}

/** Which alerts go to which receivers; what is absent bounds nothing. */
export interface AlertRoute {
  readonly alerts?: readonly string[];
  readonly severities?: readonly ('high' | 'critical')[];
  readonly owners?: readonly (PersonId | TeamId)[];
  /** Names of receivers in the configuration. */
  readonly webhooks: readonly string[];
}

export interface PolicyLimits {
  /** Longest silence of the revocation feed, in seconds, for calls that need only low scopes. */
  readonly maxStaleSeconds: number;
  /** Longest silence of the revocation feed for calls that need a high or critical scope, in seconds. */
  readonly maxStaleHighRiskSeconds: number;
  /** Longest lag of sequencing before issuing stops, in seconds. */
  readonly maxSequencingLagSeconds: number;
  /** What an API guard does with a token that has no birth entry. */
  readonly unrecordedTokens: 'refuse' | 'record';
}

/** The compiled policy: defaults filled in, arrays sorted, every reference resolved. Plain frozen data. */
export interface Policy {
  readonly format: 1;
  readonly environment: string;
  readonly issuers: readonly Issuer[];
  readonly people: readonly Person[];
  readonly resourceServers: readonly ResourceServer[];
  readonly scopes: readonly Scope[];
  readonly clients: readonly Client[];
  readonly limits: PolicyLimits;
  // What a policy says nothing of isn't there, so that it keeps the digest that it had before one could.
  readonly teams?: readonly Team[];
  readonly attestors?: readonly Attestor[];
  readonly approvals?: PolicyApprovals;
  readonly waivers?: readonly Waiver[];
  /** By id of the rule. */
  readonly rules?: Readonly<Record<string, 'error' | 'warning'>>;
  readonly alertRoutes?: readonly AlertRoute[];
  /** Not there in policies that say nothing of the console: then nobody signs in to it. */
  readonly console?: PolicyConsole;
}

/** A policy with the digest that identifies it: `sha256:<hex>` over the canonical JSON (RFC 8785) of `policy`. */
export interface IdentifiedPolicy {
  readonly digest: string;
  readonly policy: Policy;
}

/** What is wrong, where, why and how to mend it. Lines and columns count from 1. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly help: string;
  /** Id of the rule that found it, where one did: `ambit explain RULE` says why it is one. */
  readonly rule?: string;
  /** The definition that breaks the rule: `client:…`, `scope:…`. */
  readonly definition?: string;
}

/**
 * A file of the policy folder: `*.yaml` holds definitions, `*.test.yaml` expectations of them, `*.note` an approval,
 * `*.approval` the text of one, and `*.approval.sig` its SSH signature.
 */
export interface PolicyFileText {
  /** As diagnostics show it. */
  readonly path: string;
  readonly text: string;
}
