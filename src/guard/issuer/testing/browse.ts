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
    const action = /action="([^"]*(?:login|consent))"/.exec(page)?.[1];
    assert.ok(action !== undefined, `no form on the page (${response.status}): ${page}`);
    const form: Record<string, string> = action.endsWith('login') ? { name: person, password } : {};
    next = { url: new URL(action, next.url), form };
  }
  throw new Error('the browser never came back');
}
