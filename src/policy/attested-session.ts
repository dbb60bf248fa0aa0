/** A yes that somebody gave while signed in to Ambit's console, as Ambit says that it saw it. */
export interface AttestedSession {
  /** Id of the attestor in the policy: an Ambit. */
  readonly attestor: string;
  readonly proof: 'session';
  /** Where they signed in, and as whom: what the policy's console maps to a person. */
  readonly issuer: string;
  readonly subject: string;
  /** When they signed in at the issuer (`auth_time`). RFC 3339, UTC. */
  readonly signedIn: string;
}

/** Whoever signed in longer ago than this, in seconds, signs in again before they approve. */
export const MAX_SIGN_IN_AGE_SECONDS = 300;

/** The lines that a session adds to an approval's text, in their order. */
export const SESSION_FIELDS = ['attestor', 'proof', 'issuer', 'subject', 'signedIn'] as const;

export function sessionLines(session: AttestedSession): string[] {
  return SESSION_FIELDS.map((field) => `${field} ${session[field]}`);
}

/** The session of these values; null where one isn't what it has to be. Whether its time is one is asked elsewhere. */
export function readSession(values: Readonly<Record<string, string>>): AttestedSession | null {
  const { attestor = '', proof, issuer = '', subject = '', signedIn = '' } = values;
  if (proof !== 'session' || !/^[a-z][a-z0-9-]{0,60}$/.test(attestor) || issuer === '' || subject === '') return null;
  return { attestor, proof, issuer, subject, signedIn };
}
