import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientError,
  ClientSecretBasic,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  None,
  ResponseBodyError,
  randomPKCECodeVerifier,
} from 'openid-client';
import type { ConsoleClaims } from '../../policy/index.ts';
import { randomSecret } from './random-secret.ts';
import { SessionError } from './session-error.ts';

const TIMEOUT_SECONDS = 10;

export interface IdentityProviderOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** Null for a public client. */
  readonly clientSecret: string | null;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
}

/** A request that is on its way through the browser, and what its answer has to match. */
export interface BegunSignIn {
  readonly url: string;
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** The authorization server as the console knows it: an OpenID Provider (OpenID Connect Core, authorization code flow). */
export interface IdentityProvider {
  /**
   * @param how how long ago somebody may have signed in there (`max_age`, OpenID Connect Core §3.1.2.1); null for however long
   * @throws SessionError `server_unreachable`
   */
  begin(how: { readonly maxAgeSeconds: number | null }): Promise<BegunSignIn>;
  /**
   * Redeems the answer for the claims of the ID token, whose signature, issuer, audience, expiry and nonce hold; the answer's
   * `iss` (RFC 9207) and `state` have been compared.
   *
   * @throws SessionError `server_unreachable`, `sign_in_denied`, `answer_invalid`
   */
  finish(answer: URL, expected: Pick<BegunSignIn, 'state' | 'nonce' | 'codeVerifier'>): Promise<ConsoleClaims>;
}

export function identityProvider(options: IdentityProviderOptions): IdentityProvider {
  const { issuer, clientId, clientSecret, redirectUri, scopes } = options;
  let discovered: Promise<Configuration> | null = null;
  // Asked for at the first sign-in and not at the start: the console has to come up while the authorization server is away.
  const configuration = (): Promise<Configuration> => {
    discovered ??= discover(issuer, clientId, clientSecret).catch((cause: unknown) => {
      discovered = null;
      throw new SessionError('server_unreachable', `${issuer} does not answer with its metadata.`, cause);
    });
    return discovered;
  };
  return {
    async begin({ maxAgeSeconds }) {
      const server = await configuration();
      const [state, nonce, codeVerifier] = [randomSecret(), randomSecret(), randomPKCECodeVerifier()];
      const url = buildAuthorizationUrl(server, {
        redirect_uri: redirectUri,
        scope: scopes.join(' '),
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ...(maxAgeSeconds === null ? {} : { max_age: String(maxAgeSeconds) }),
      });
      return { url: url.href, state, nonce, codeVerifier };
    },
    async finish(answer, { state, nonce, codeVerifier }) {
      const server = await configuration();
      // The guard and most servers announce it; from one that doesn't, an `iss` of another is refused all the same.
      const named = answer.searchParams.get('iss');
      if (named !== null && named !== issuer)
        throw new SessionError('answer_invalid', 'The answer is of another issuer (RFC 9207).');
      try {
        const tokens = await authorizationCodeGrant(server, answer, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new SessionError('answer_invalid', 'The answer has no ID token.');
        return claims;
      } catch (error) {
        throw sessionErrorOf(error);
      }
    },
  };
}

async function discover(issuer: string, clientId: string, clientSecret: string | null): Promise<Configuration> {
  const authentication = clientSecret === null ? None() : ClientSecretBasic(clientSecret);
  const configuration = await discovery(new URL(issuer), clientId, undefined, authentication, {
    // The configuration takes http on the loopback interface alone.
    execute: issuer.startsWith('http:') ? [allowInsecureRequests] : [],
    timeout: TIMEOUT_SECONDS,
  });
  // The ID token comes from the token endpoint, where TLS would do (OpenID Connect Core §3.1.3.7); its signature is checked anyway.
  enableNonRepudiationChecks(configuration);
  return configuration;
}

function sessionErrorOf(error: unknown): SessionError {
  if (error instanceof SessionError) return error;
  if (error instanceof AuthorizationResponseError)
    return new SessionError('sign_in_denied', `The authorization server answers ${error.error}.`, error);
  if (error instanceof ResponseBodyError)
    return new SessionError('sign_in_denied', `The authorization server refuses the code: ${error.error}.`, error);
  if (error instanceof ClientError && !isUnreachable(error))
    return new SessionError('answer_invalid', 'The answer is not one to this sign-in.', error);
  return new SessionError('server_unreachable', 'The authorization server does not answer.', error);
}

function isUnreachable({ code }: ClientError): boolean {
  return code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT';
}
