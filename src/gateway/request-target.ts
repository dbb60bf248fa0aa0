import { GatewayError } from './gateway-error.ts';

export interface RequestTarget {
  readonly path: string;
  readonly query: string;
}

/** Unreserved characters (RFC 3986 §2.3) in segments that are neither empty nor dots. Linear: each segment begins with its `/`. */
const PLAIN_PATH = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)*\/?$/;
/** `pchar` (RFC 3986 §3.3) without `;`, by which some servers cut parameters off a segment. */
const ENCODED_PATH = /^(?:\/(?!\.{1,2}(?:\/|$))(?:[A-Za-z0-9._~!$&'()*+,=:@-]|%[0-9A-Fa-f]{2})+)*\/?$/;
const QUERY = /^[\x21\x22\x24-\x7e]*$/;
const ENCODING = /%[0-9A-Fa-f]{2}/g;
const UNRESERVED = /[A-Za-z0-9_~-]/;
/** What a server behind might decode into structure: `.` `/` `;` `\`, and `%` for those that decode twice. */
const STRUCTURE: ReadonlySet<number> = new Set([0x25, 0x2e, 0x2f, 0x3b, 0x5c]);

/**
 * Reads the target of a request (RFC 9112 §3.2.1) without `URL`, which repairs what has to be refused: to it `//evil/token` is
 * another host, and `/x/%2e%2e/token` is `/token`.
 *
 * @throws GatewayError `url_too_long` or `target_refused`: absolute form, an empty or dot segment, a fragment, a backslash, `;`,
 *   characters beyond ASCII, and where `paths` is `encoded` an encoded slash, backslash, dot, percent sign, semicolon or
 *   control character, or bytes that aren't UTF-8.
 */
export function parseTarget(target: string, paths: 'plain' | 'encoded', maxBytes: number): RequestTarget {
  if (target.length > maxBytes) throw new GatewayError('url_too_long', `the URL is longer than ${maxBytes} bytes`);
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  const query = mark === -1 ? '' : target.slice(mark + 1);
  if (path === '' || !(paths === 'plain' ? PLAIN_PATH : ENCODED_PATH).test(path) || !QUERY.test(query))
    throw new GatewayError('target_refused', 'the path or query can be read in more than one way');
  return { path: path.includes('%') ? normalisedEncodings(path) : path, query };
}

/** Percent-encodings in the one form that RFC 3986 §6.2.2 prefers, so that policy and server see the same path. */
function normalisedEncodings(path: string): string {
  try {
    decodeURIComponent(path);
  } catch (cause) {
    throw new GatewayError('target_refused', 'the path is not UTF-8', { cause });
  }
  return path.replace(ENCODING, (encoding) => {
    const code = Number.parseInt(encoding.slice(1), 16);
    if (code < 0x20 || code === 0x7f || STRUCTURE.has(code))
      throw new GatewayError(
        'target_refused',
        'the path holds an encoded character that can be read in more than one way',
      );
    const character = String.fromCharCode(code);
    return UNRESERVED.test(character) ? character : encoding.toUpperCase();
  });
}
