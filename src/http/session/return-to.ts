const MAX_LENGTH = 2000;
/** A path and nothing else: a second slash, or a backslash that browsers read as one, begins a host. */
const PLAIN = /^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/;

/**
 * Where a browser goes after signing in: a page of the console, never another site (open redirects, RFC 9700 §4.11). Whatever
 * isn't plainly a path of ours is the first page.
 */
export function safeReturn(asked: string | undefined, publicUrl: string): string {
  if (asked === undefined || asked.length > MAX_LENGTH || !PLAIN.test(asked)) return '/';
  const url = URL.parse(asked, publicUrl);
  if (url === null || url.origin !== new URL(publicUrl).origin) return '/';
  // What is left of `/..//evil.example` begins with two slashes: the path that is gone to is judged, and not the one that was asked for.
  const given = `${url.pathname}${url.search}`;
  return PLAIN.test(given) && !url.pathname.startsWith('/session/') ? given : '/';
}
