import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 26rem; margin: 4rem auto; padding: 0 1rem; }
label { display: block; margin-top: 1rem; }
input { box-sizing: border-box; width: 100%; padding: .5rem; font: inherit; }
button { margin: 1.5rem .5rem 0 0; padding: .5rem 1rem; font: inherit; }
[role=alert] { border-left: 4px solid #b00020; padding-left: .75rem; }
`;
const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

export interface Page {
  readonly title: string;
  readonly body: string;
  /** Where its forms may lead in the end: browsers hold redirects after a form to it. */
  readonly formAction: string | null;
}

/** Where a client says it lives. Its forms end there. */
export interface AskingClient {
  readonly clientId: string;
  readonly redirectUri: string;
}

export function loginPage(uid: string, client: AskingClient, failed: boolean): Page {
  return {
    title: 'Sign in to Acme',
    formAction: sourceOf(client.redirectUri),
    body: `
<h1>Sign in to Acme</h1>
<p><strong>${escaped(client.clientId)}</strong> asks you to sign in.</p>
${failed ? '<p role="alert">Name or password is wrong. Try again.</p>' : ''}
<form method="post" action="/interaction/${escaped(uid)}/login">
<label for="name">Name</label>
<input id="name" name="name" autocomplete="username" autocapitalize="none" required autofocus>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button type="submit">Sign in</button>
</form>
${refusal(uid)}`,
  };
}

export function consentPage(uid: string, client: AskingClient, person: string, scopes: readonly string[]): Page {
  return {
    title: 'Allow access',
    formAction: sourceOf(client.redirectUri),
    body: `
<h1>Allow access</h1>
<p><strong>${escaped(client.clientId)}</strong> asks you, ${escaped(person)}, for:</p>
<ul>${scopes.map((scope) => `<li><code>${escaped(scope)}</code></li>`).join('')}</ul>
<form method="post" action="/interaction/${escaped(uid)}/consent">
<button type="submit" autofocus>Allow</button>
</form>
${refusal(uid)}`,
  };
}

export function errorPage(error: string, description: string): Page {
  return {
    title: 'Not possible',
    formAction: null,
    body: `<h1>That is not possible</h1><p role="alert">${escaped(description)} (<code>${escaped(error)}</code>)</p>`,
  };
}

export function sendPage(response: ServerResponse, status: number, { title, body, formAction }: Page): void {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body><main>${body}</main></body>
</html>
`;
  const forms = formAction === null ? "'none'" : `'self' ${formAction}`;
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src ${STYLE_HASH}; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(html);
}

function refusal(uid: string): string {
  return `<form method="post" action="/interaction/${escaped(uid)}/abort"><button type="submit">Cancel</button></form>`;
}

function sourceOf(redirectUri: string): string {
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : null;
  if (url === null) return '';
  return url.origin === 'null' ? url.protocol : url.origin;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
