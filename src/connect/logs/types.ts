import type { Place } from '../types.ts';

/** A request that a client once sent, as far as a log has it. Secrets, codes and tokens of it are never read. */
export interface SeenRequest {
  readonly at: Place;
  /** `authorization`: the query of an authorization request; `token`: what is known of a token request. */
  readonly kind: 'authorization' | 'token';
  /** Null where the log doesn't say. */
  readonly clientId: string | null;
  /** Parameters that say what was asked for and how, as they were sent; those that stand for a secret are left out. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** What a log says. */
export interface RequestLog {
  /** Id of the reader. */
  readonly reader: string;
  readonly path: string;
  readonly requests: readonly SeenRequest[];
  /** Lines or events that say nothing of a request that matters. */
  readonly passedOver: number;
}

/** Reads logs of one shape. Pure: text in, requests out. */
export interface LogReader {
  readonly id: string;
  /** What it reads, for `ambit preflight --help` and messages. */
  readonly title: string;
  /** Whether a file is one of its kind, by what its beginning says. */
  recognises(beginning: string): boolean;
  /**
   * @param paths of the authorization endpoint and the token endpoint, as the server's metadata have them
   */
  read(path: string, text: string, paths: EndpointPaths): RequestLog;
}

export interface EndpointPaths {
  readonly authorization: string;
  readonly token: string;
}

/** Parameters that are never taken out of a log: whoever reads a report of it is not to find one. */
export const SECRET_PARAMETERS: ReadonlySet<string> = new Set([
  'client_secret',
  'client_assertion',
  'code',
  'code_verifier',
  'refresh_token',
  'password',
  'assertion',
  'subject_token',
  'actor_token',
  'device_code',
  'token',
  'id_token_hint',
  'login_hint',
  'username',
]);
