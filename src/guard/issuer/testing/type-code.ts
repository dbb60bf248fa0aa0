import assert from 'node:assert/strict';

/**
 * What a person does who was given the address of a device's code: sends the forms that come, signs in, consents, until a page has no
 * form any more. Resolves with that page.
 *
 * @param answer `abort`: says no where the server asks
 */
export async function typeCode(
  address: string,
  issuer: string,
  person: string,
  password: string,
  answer: 'consent' | 'abort' = 'consent',
): Promise<string> {
  const cookies = new Map<string, string>();
  let hasAnswered = false;
  let next: { url: URL; form: Record<string, string> | null } = { url: new URL(address), form: null };
  for (let step = 0; step < 12; step += 1) {
    assert.equal(next.url.origin, new URL(issuer).origin, 'a page that is not the issuer’s');
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
      next = { url: new URL(location, next.url), form: null };
      continue;
    }
    const page = await response.text();
    const actions = [...page.matchAll(/<form[^>]* action="([^"]*)"/g)].map(([, action = '']) => action);
    const action = actions.find((one) => one.endsWith(answer)) ?? actions[0];
    if (action === undefined || hasAnswered) return page;
    hasAnswered = action.endsWith('abort');
    const hidden = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    const form = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
    next = {
      url: new URL(action, next.url),
      form: action.endsWith('/login') ? { name: person, password } : form,
    };
  }
  throw new Error('the person never came to an end');
}
