import type { SourceFile } from './source-file.ts';

/** Where something was found. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something that a reader has to say to a person: what it left out, took for granted or couldn't know. */
export interface Remark {
  readonly at: Place;
  readonly message: string;
}

/** What a client is, as far as its source says. */
export type FoundClientKind = 'confidential' | 'public' | 'machine' | 'agent';

export interface FoundScope {
  /** As the source spells it; not always a scope token of RFC 6749 §3.3. */
  readonly name: string;
  readonly description: string | null;
  /** Id of one of the inventory's resource servers; null for the authorization server's own. */
  readonly resourceServer: string | null;
  /** Longest life of an access token that carries it, in seconds. */
  readonly maxTtlSeconds: number | null;
  readonly at: Place;
}

export interface FoundResourceServer {
  /** Small letters, digits and hyphens; unique within its inventory. */
  readonly id: string;
  readonly description: string | null;
  /** `aud` of its tokens (RFC 8707). */
  readonly audience: string | null;
  readonly at: Place;
}

/** A client. What its source doesn't say is null; an empty list is said to be empty. */
export interface FoundClient {
  /** Null where the authorization server chose it and the source doesn't have it. */
  readonly clientId: string | null;
  /** What it is known by in its source: the client id, or a name. */
  readonly name: string;
  readonly kind: FoundClientKind | null;
  /** As the source spells them, sorted; also such as a policy doesn't know. */
  readonly grantTypes: readonly string[] | null;
  readonly redirectUris: readonly string[] | null;
  /** Scopes that it may ask for or is given, sorted. */
  readonly standing: readonly string[] | null;
  /** Scopes that it gets when it asks for none, sorted; null where it gets none, or nothing is known of it. */
  readonly defaultScopes: readonly string[] | null;
  /** Life of its access tokens, in seconds. */
  readonly maxTtlSeconds: number | null;
  readonly description: string | null;
  /** What a person should know who fills in the rest, each one sentence. */
  readonly hints: readonly string[];
  /** How it speaks with its server; left out by readers of sources that say nothing of it. */
  readonly protocol?: FoundProtocol;
  readonly at: Place;
}

/**
 * How a client speaks with its authorization server, as far as its source says. Nothing of it goes into a policy; it tells what would
 * change for the client behind a guard.
 */
export interface FoundProtocol {
  /** False: its server refuses it. */
  readonly enabled: boolean;
  /** As `response_type` has them (`code`, `code id_token`), each with its values sorted. */
  readonly responseTypes: readonly string[] | null;
  /** Ways in which it may authenticate at the token endpoint, by their registered names; one of them is used. */
  readonly authenticationMethods: readonly string[] | null;
  /**
   * Members of authorization server metadata (RFC 8414 §2 and the registry) by which a server says that it has what this client needs:
   * `pushed_authorization_request_endpoint`, `dpop_signing_alg_values_supported`.
   */
  readonly needs: readonly string[];
  /** Scopes that its server writes into every token, whether asked for or not. */
  readonly always: readonly string[];
  /** Scopes that it is given and that no token carries. */
  readonly silent: readonly string[];
  /** `typ` in the header of its access tokens, where they are JWTs; null where nothing is known. */
  readonly tokenType: string | null;
}

/** Where people sign in beyond the server's own pages. */
export interface FoundSignIn {
  readonly name: string;
  readonly at: Place;
}

/** What one source says: an authorization server's configuration, a gateway's, an API's description. */
export interface Inventory {
  /** Id of the reader. */
  readonly reader: string;
  /** What was read, for a person: `Keycloak realm acme`. Sources that have it in common are of one authorization server. */
  readonly title: string;
  readonly files: readonly string[];
  /** Whether the source is an authorization server's own, and so has the last word on what its scopes are. */
  readonly authoritative: boolean;
  /** Issuer identifier; null where the source doesn't have it. */
  readonly issuer: string | null;
  readonly scopes: readonly FoundScope[];
  readonly resourceServers: readonly FoundResourceServer[];
  readonly clients: readonly FoundClient[];
  /** Scopes that the source doesn't define, and that clients hold at one of its resource servers: which that is, by scope. */
  readonly heldAt?: ReadonlyMap<string, string>;
  /** Beginnings of the paths of the server's own pages, as its software has them. */
  readonly pages?: readonly string[];
  /** Other services that people are sent to for signing in. */
  readonly signIns?: readonly FoundSignIn[];
  readonly remarks: readonly Remark[];
}

/** Reads files of one kind. Pure: text in, an inventory out. */
export interface Reader {
  readonly id: string;
  /** What it reads, for `ambit init --help` and messages. */
  readonly title: string;
  /** Whether a file is one of its kind, by what the file says. */
  recognises(file: SourceFile): boolean;
  /**
   * Reads all files of its kind together, since one may refer to another. One inventory for each authorization server, gateway or API.
   *
   * @throws ConnectError
   */
  read(files: readonly SourceFile[]): readonly Inventory[];
}
