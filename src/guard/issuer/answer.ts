import { errorBody, type OAuthError } from '../../oauth/index.ts';

/** What goes back to the caller, whole: nothing of it is sent before all of it is decided. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Uint8Array;
  /** Called where the client was gone before all of it was handed to the system. */
  readonly undelivered?: () => Promise<void>;
}

/** RFC 6749 §5.1 asks for both; caches that know only HTTP/1.0 still exist. */
const NOT_STORED = [
  ['Cache-Control', 'no-store'],
  ['Pragma', 'no-cache'],
] as const;

/** JSON that may hold tokens: never stored. */
export function jsonAnswer(status: number, json: string): Answer {
  return { status, headers: [['Content-Type', 'application/json'], ...NOT_STORED], body: json };
}

/** JSON that everybody may read and keep for a while. */
export function publicJsonAnswer(json: string, maxAgeSeconds: number): Answer {
  return {
    status: 200,
    headers: [
      ['Content-Type', 'application/json'],
      ['Cache-Control', `public, max-age=${maxAgeSeconds}`],
      ['Access-Control-Allow-Origin', '*'],
    ],
    body: json,
  };
}

/** An OAuth error of a direct endpoint (RFC 6749 §5.2). */
export function errorAnswer(error: OAuthError): Answer {
  const { headers, ...answer } = jsonAnswer(error.status, JSON.stringify(errorBody(error)));
  const more: (readonly [string, string])[] = [];
  if (error.challenge !== null) more.push(['WWW-Authenticate', error.challenge]);
  const retry = retryAfter(error);
  if (retry !== null) more.push(['Retry-After', String(retry)]);
  return { ...answer, headers: [...headers, ...more] };
}

/** When to come again, in seconds: always said where it is no fault of the caller's that may pass (RFC 9110 §10.2.3). */
function retryAfter({ retryAfterSeconds, status }: OAuthError): number | null {
  return retryAfterSeconds ?? (status >= 502 && status <= 504 ? 1 : null);
}

/** 303, so that no browser sends a form with credentials on to where it is redirected (RFC 9700 §4.12). */
export function redirectAnswer(location: string): Answer {
  return {
    status: 303,
    headers: [['Location', location], ...NOT_STORED, ['Referrer-Policy', 'no-referrer']],
    body: '',
  };
}

/** What a browser does with the page of an authorization response: by its hash alone, so that nothing else is run there. */
const SUBMIT = 'document.forms[0].submit()';
export const SUBMIT_HASH = 'sha256-ePniVEkSivX/c7XWBGafqh8tSpiRrKiqYeqbG7N1TOE=';

/**
 * An authorization response that a browser posts to the client (OAuth 2.0 Form Post Response Mode §2). Where the client sends people on to
 * from there is its own, which is why no `form-action` is set: browsers hold what follows the form to it, too.
 */
export function formPostAnswer(
  redirectUri: string,
  answer: readonly (readonly [name: string, value: string])[],
): Answer {
  const inputs = answer.map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return {
    status: 200,
    headers: [
      ['Content-Type', 'text/html; charset=utf-8'],
      [
        'Content-Security-Policy',
        `default-src 'none'; script-src '${SUBMIT_HASH}'; base-uri 'none'; frame-ancestors 'none'`,
      ],
      ['X-Content-Type-Options', 'nosniff'],
      ['Referrer-Policy', 'no-referrer'],
      ...NOT_STORED,
    ],
    body: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Signing in</title>
</head>
<body>
<form method="post" action="${escapeHtml(redirectUri)}">
${inputs.join('\n')}
<noscript><button type="submit">Go on</button></noscript>
</form>
<script>${SUBMIT}</script>
</body>
</html>
`,
  };
}

/** An error that a person sees, because there is no address that it could safely be sent to (RFC 6749 §4.1.2.1). */
export function pageAnswer(error: OAuthError): Answer {
  const { error: code, error_description: description } = errorBody(error);
  const seconds = retryAfter(error);
  const retry: (readonly [string, string])[] = seconds === null ? [] : [['Retry-After', String(seconds)]];
  return {
    status: error.status === 401 ? 400 : error.status,
    headers: [
      ['Content-Type', 'text/html; charset=utf-8'],
      ['Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"],
      ['X-Content-Type-Options', 'nosniff'],
      ['Referrer-Policy', 'no-referrer'],
      ...NOT_STORED,
      ...retry,
    ],
    body: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Request refused</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}</style>
</head>
<body>
<main>
<h1>This request was refused</h1>
<p>${escapeHtml(description)}</p>
<p>Error: <code>${escapeHtml(code)}</code>. Go back to the application that sent you here; its developers can help.</p>
</main>
</body>
</html>
`,
  };
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
