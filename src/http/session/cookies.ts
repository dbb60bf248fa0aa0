/** The console's cookies: how they are called, sent and read. */
export interface Cookies {
  /** Holds the session. */
  readonly session: string;
  /** Ties a sign-in to the browser that began it. */
  readonly signIn: string;
  /** A `Set-Cookie`. Without `maxAgeSeconds` it goes when the browser is closed. */
  set(name: string, value: string, maxAgeSeconds?: number): string;
  /** A `Set-Cookie` that takes it back. */
  clear(name: string): string;
}

/**
 * Over TLS a cookie has the prefix `__Host-`: browsers take it only with Secure, for the whole host and no other, so that no
 * neighbouring host can plant one. Without TLS, which the configuration allows on the loopback interface alone, browsers refuse
 * the prefix, and the name differs so that neither passes for the other.
 *
 * SameSite is Lax because a sign-in comes back from another site; what changes anything is held to its origin besides.
 */
export function cookiesFor(publicUrl: string): Cookies {
  const secure = new URL(publicUrl).protocol === 'https:';
  const prefix = secure ? '__Host-ambit' : 'ambit-plain';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    session: prefix,
    signIn: `${prefix}-sign-in`,
    set: (name, value, maxAgeSeconds) =>
      `${name}=${value}; ${attributes}${maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`}`,
    clear: (name) => `${name}=; ${attributes}; Max-Age=0`,
  };
}

/** A cookie of a request. Null where there is none, or several of the name: somebody planted one, and nobody knows which is ours. */
export function readCookie(header: string | undefined, name: string): string | null {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? (values[0] ?? null) : null;
}
