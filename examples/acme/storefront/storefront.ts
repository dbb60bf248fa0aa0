import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { escaped, sendPage } from '../html-page.ts';

const COOKIE = 'acme_storefront';
const DEFAULT_SCOPE = 'openid orders:read orders:write';

export interface StorefrontOptions {
  readonly issuer: string;
  /** Where browsers reach it. `/callback` under it is its redirect URI. */
  readonly publicUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The orders API, as anybody reaches it. */
  readonly orders: string;
}

/** Somebody's browser: on its way through the authorization server, or signed in. */
interface Session {
  pending: { readonly state: string; readonly nonce: string; readonly verifier: string } | null;
  person: { readonly name: string; readonly accessToken: string; readonly scope: string } | null;
}

/**
 * Acme's shop: an ordinary client that knows nothing of Ambit. People sign in by code with PKCE, and it lists their orders with the
 * token that it got. `/sign-in?scope=…` asks for other scopes than it usually does.
 */
export function storefront(options: StorefrontOptions): Server {
  const sessions = new Map<string, Session>();
  let configuration: Promise<Configuration> | null = null;
  const discovered = (): Promise<Configuration> => {
    configuration ??= discovery(new URL(options.issuer), options.clientId, options.clientSecret, undefined, {
      // The example's issuer is on this machine, without TLS.
      execute: [allowInsecureRequests],
    });
    configuration.catch(() => {
      configuration = null;
    });
    return configuration;
  };
  return createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const { message, error: code, error_description: description } = error as Record<string, unknown>;
      const said = [code, description ?? message].filter((part) => typeof part === 'string').join(': ');
      page(response, 502, 'That did not work', `<p role="alert">${escaped(said)}</p><p><a href="/">Back</a></p>`);
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', options.publicUrl);
    const session = sessions.get(cookieOf(request));
    if (request.method === 'GET' && url.pathname === '/') return home(response, session?.person ?? null);
    if (request.method === 'GET' && url.pathname === '/sign-in') return signIn(response, url.searchParams.get('scope'));
    if (request.method === 'GET' && url.pathname === '/callback') return callback(response, url, session);
    page(response, 404, 'Nothing here', '<p><a href="/">To the shop</a></p>');
  }

  async function signIn(response: ServerResponse, scope: string | null): Promise<void> {
    const pending = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const target = buildAuthorizationUrl(await discovered(), {
      redirect_uri: `${options.publicUrl}/callback`,
      scope: scope ?? DEFAULT_SCOPE,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
    });
    open(response, { pending, person: null });
    response.writeHead(303, { location: target.href, 'cache-control': 'no-store' }).end();
  }

  async function callback(response: ServerResponse, url: URL, session: Session | undefined): Promise<void> {
    if (!session?.pending) return page(response, 400, 'Sign in again', '<p><a href="/sign-in">Sign in</a></p>');
    const { state, nonce, verifier } = session.pending;
    session.pending = null;
    const tokens = await authorizationCodeGrant(await discovered(), url, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
    });
    const person = {
      name: tokens.claims()?.sub ?? '',
      accessToken: tokens.access_token,
      scope: tokens.scope ?? '',
    };
    open(response, { pending: null, person });
    response.writeHead(303, { location: '/', 'cache-control': 'no-store' }).end();
  }

  async function home(response: ServerResponse, person: Session['person']): Promise<void> {
    if (person === null) return page(response, 200, 'Acme', '<p><a href="/sign-in">Sign in to see your orders</a></p>');
    const answered = await fetch(`${options.orders}/orders`, {
      headers: { authorization: `Bearer ${person.accessToken}` },
    });
    const orders = answered.ok ? ((await answered.json()) as { orderId: string; state: string }[]) : null;
    const list =
      orders === null
        ? `<p role="alert">The orders API answers ${answered.status}: ${escaped(answered.headers.get('www-authenticate') ?? '')}</p>`
        : `<ul>${orders.map(({ orderId, state }) => `<li>${escaped(orderId)}: ${escaped(state)}</li>`).join('')}</ul>`;
    const scopes = escaped(person.scope);
    page(response, 200, 'Your orders', `<p>${escaped(person.name)} · <code>${scopes}</code></p>${list}`);
  }

  /** A new session id each time, so that nobody else's becomes this person's. */
  function open(response: ServerResponse, session: Session): void {
    const id = randomBytes(32).toString('base64url');
    sessions.set(id, session);
    response.setHeader('set-cookie', `${COOKIE}=${id}; HttpOnly; SameSite=Lax; Path=/`);
  }
}

function page(response: ServerResponse, status: number, title: string, body: string): void {
  sendPage(response, status, { title, body: `<h1>${escaped(title)}</h1>${body}`, formAction: null });
}

function cookieOf({ headers }: IncomingMessage): string {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === COOKIE)?.[1] ?? '';
}
