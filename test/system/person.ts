import type { Fetch } from './routed-fetch.ts';

/**
 * A person with a browser: keeps cookies, follows redirects, fills the sign-in form in and says yes to consent. Ends when it is sent
 * to `redirectUri`, which it doesn't visit, and returns that address.
 */
export async function signInAs(
  person: { readonly name: string; readonly password: string },
  start: URL,
  redirectUri: string,
  fetch: Fetch,
): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = start;
  let form: URLSearchParams | null = null;
  for (let step = 0; step < 20; step++) {
    const headers: Record<string, string> = { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') };
    if (form !== null) headers['content-type'] = 'application/x-www-form-urlencoded';
    const response = await fetch(url.href, {
      method: form === null ? 'GET' : 'POST',
      headers,
      redirect: 'manual',
      ...(form === null ? {} : { body: form.toString() }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const equals = pair.indexOf('=');
      cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
    const text = await response.text();
    const location = response.headers.get('location');
    if (location !== null) {
      url = new URL(location, url);
      form = null;
      if (url.href.startsWith(redirectUri)) return url;
      continue;
    }
    const action = /<form[^>]* action="([^"]+)"/.exec(text)?.[1];
    if (response.status !== 200 || action === undefined)
      throw new Error(`${url.pathname} answers ${response.status}: ${text.slice(0, 400)}`);
    form = new URLSearchParams(action.endsWith('/login') ? { name: person.name, password: person.password } : {});
    url = new URL(action, url);
  }
  throw new Error('the authorization server sends in circles');
}
