const MAX_LENGTH = 2000;

/**
 * Where a browser goes after signing in: a page of the console, never another site (open redirects, RFC 9700 §4.11). Whatever
 * isn't plainly a path of ours is the first page.
 */
export function safeReturn(asked: string | undefined, publicUrl: string): string {
  // A second slash, or a backslash that browsers read as one, begins a host.
  if (asked === undefined || asked.length > MAX_LENGTH || !/^\/(?![/\\])[\x21-\x7e]*$/.test(asked)) return '/';
  if (asked.includes('\\') || asked.startsWith('/session/')) return '/';
  const url = URL.parse(asked, publicUrl);
  return url !== null && url.origin === new URL(publicUrl).origin ? `${url.pathname}${url.search}` : '/';
}
