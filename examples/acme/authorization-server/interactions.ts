import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import { sendPage } from '../html-page.ts';
import { type AskingClient, consentPage, errorPage, loginPage } from './pages.ts';
import type { Credentials } from './secret-files.ts';

const MAX_FORM_BYTES = 8192;
const PATH = /^\/interaction\/([A-Za-z0-9_-]+)(?:\/(login|consent|abort))?$/;

type Details = Awaited<ReturnType<Provider['interactionDetails']>>;

/** Sign-in and consent. Answers whether the request was for it. */
export function createInteractions(
  provider: Provider,
  users: Credentials['users'],
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const respond = async (
    request: IncomingMessage,
    response: ServerResponse,
    step: string | undefined,
  ): Promise<void> => {
    const details = await provider.interactionDetails(request, response);
    if (request.method === 'GET' && step === undefined) return show(response, details);
    if (request.method !== 'POST' || step === undefined) return sendPage(response, 405, errorPage('not_allowed', 'No'));
    if (step === 'abort') return await provider.interactionFinished(request, response, { error: 'access_denied' });
    if (step !== details.prompt.name) return show(response, details);
    if (step === 'consent') {
      const consent = { grantId: await grant(provider, details) };
      return await provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
    }
    const form = await readForm(request);
    const name = form.get('name') ?? '';
    const user = users.find((one) => one.name === name);
    if (!sameSecret(form.get('password') ?? '', user?.password ?? '') || user === undefined)
      return sendPage(response, 401, loginPage(details.uid, asking(details), true));
    await provider.interactionFinished(
      request,
      response,
      { login: { accountId: user.name } },
      { mergeWithLastSubmission: false },
    );
  };

  return (request, response) => {
    const match = PATH.exec(request.url ?? '');
    if (match === null) return false;
    respond(request, response, match[2]).catch((error: unknown) => {
      if (response.headersSent) return response.destroy();
      const known = error instanceof errors.OIDCProviderError;
      sendPage(
        response,
        known ? error.statusCode : 500,
        known ? expired() : errorPage('server_error', 'Something broke.'),
      );
    });
    return true;
  };
}

function show(response: ServerResponse, details: Details): void {
  const page =
    details.prompt.name === 'login'
      ? loginPage(details.uid, asking(details), false)
      : consentPage(details.uid, asking(details), details.session?.accountId ?? '', missingScopes(details));
  sendPage(response, 200, page);
}

function expired() {
  return errorPage('session_not_found', 'This sign-in has expired. Go back to the application and begin again.');
}

function asking({ params }: Details): AskingClient {
  return { clientId: String(params['client_id'] ?? ''), redirectUri: String(params['redirect_uri'] ?? '') };
}

interface MissingConsent {
  readonly missingOIDCScope?: readonly string[];
  /** Claims that were asked for by their names. */
  readonly missingOIDCClaims?: readonly string[];
  readonly missingResourceScopes?: Readonly<Record<string, readonly string[]>>;
}

function missingScopes({ prompt }: Details): readonly string[] {
  const {
    missingOIDCScope = [],
    missingOIDCClaims = [],
    missingResourceScopes = {},
  } = prompt.details as MissingConsent;
  return [...missingOIDCScope, ...missingOIDCClaims, ...Object.values(missingResourceScopes).flat()];
}

/** What the person was shown, added to what they gave before. */
async function grant(provider: Provider, { grantId, prompt, params, session }: Details): Promise<string> {
  const existing = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const given =
    existing ??
    new provider.Grant({ accountId: String(session?.accountId ?? ''), clientId: String(params['client_id'] ?? '') });
  const {
    missingOIDCScope = [],
    missingOIDCClaims = [],
    missingResourceScopes = {},
  } = prompt.details as MissingConsent;
  if (missingOIDCClaims.length > 0) given.addOIDCClaims([...missingOIDCClaims]);
  if (missingOIDCScope.length > 0) given.addOIDCScope(missingOIDCScope.join(' '));
  for (const [audience, scopes] of Object.entries(missingResourceScopes))
    given.addResourceScope(audience, scopes.join(' '));
  return await given.save();
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > MAX_FORM_BYTES) break;
  }
  return new URLSearchParams(text.slice(0, MAX_FORM_BYTES));
}

function sameSecret(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return expected !== '' && timingSafeEqual(a as Buffer, b as Buffer);
}
