import assert from 'node:assert/strict';

/** What a browser does: follows redirects with its cookies and fills in the forms, until it is sent to the client. */
export async function browse(address: URL, issuer: string, person: string, password: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let next: { url: URL; form: Record<string, string> | null } = { url: address, form: null };
  for (let step = 0; step < 12; step += 1) {
    const response = await fetch(next.url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(next.form === null ? {} : { method: 'POST', body: new URLSearchParams(next.form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';', 1)[0] ?? '').split(/=(.*)/s);
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location !== null) {
      const url = new URL(location, next.url);
      if (url.origin !== new URL(issuer).origin) return url;
      next = { url, form: null };
      continue;
    }
    const page = await response.text();
    const posted = postedTo(page, issuer);
    if (posted !== null) return posted;
    const action = /action="([^"]*(?:login|consent))"/.exec(page)?.[1];
    assert.ok(action !== undefined, `no form on the page (${response.status}): ${page}`);
    const form: Record<string, string> = action.endsWith('login') ? { name: person, password } : {};
    next = { url: new URL(action, next.url), form };
  }
  throw new Error('the browser never came back');
}

/** Where a page that is answered by form_post goes, with what it would post as a query. */
function postedTo(page: string, issuer: string): URL | null {
  const action = unescaped(/<form method="post" action="(https?:[^"]*)">/.exec(page)?.[1] ?? '');
  if (action === '' || new URL(action).origin === new URL(issuer).origin) return null;
  const url = new URL(action);
  for (const [, name = '', value = ''] of page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g))
    url.searchParams.append(unescaped(name), unescaped(value));
  return url;
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
