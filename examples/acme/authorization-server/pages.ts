import { escaped, type Page } from '../html-page.ts';

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

function refusal(uid: string): string {
  return `<form method="post" action="/interaction/${escaped(uid)}/abort"><button type="submit">Cancel</button></form>`;
}

function sourceOf(redirectUri: string): string {
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : null;
  if (url === null) return '';
  return url.origin === 'null' ? url.protocol : url.origin;
}
