import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Proxies in front of a guard, and the one header by which they say whom they speak for. */
export interface TrustedProxies {
  /** IP addresses and networks, as `10.0.0.5`, `10.0.0.0/8`, `2001:db8::/32`. */
  readonly addresses: readonly string[];
  /**
   * The header that every one of them writes or appends to. The other one is never looked at: a proxy that doesn't know it passes on
   * what the client said in it.
   */
  readonly header: 'x-forwarded-for' | 'forwarded';
}

/** Who sent a request, as far as anybody whom the operator trusts says so. Nothing is ever decided by it. */
export type ClientAddress = (request: Pick<IncomingMessage, 'socket' | 'rawHeaders'>) => string | undefined;

/** Most hops that are looked at. */
const MAX_HOPS = 32;

/**
 * The address at the other end of the connection; or, where that is a trusted proxy, the nearest one before it that isn't
 * (RFC 7239 §5.2, §7.4). What stands further left anybody can have written. A hop that can't be read ends the walk: then it is
 * the proxy that said it.
 */
export function clientAddressBehind({ addresses, header }: TrustedProxies): ClientAddress {
  const trusted = new BlockList();
  for (const address of addresses) {
    const network = parseNetwork(address);
    if (network === null) throw new RangeError(`${address} is no IP address and no network`);
    trusted.addSubnet(network.address, network.bits, network.family);
  }
  const isTrusted = (address: string): boolean => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return ({ socket, rawHeaders }) => {
    const peer = plainAddress(socket.remoteAddress ?? '');
    if (peer === null) return socket.remoteAddress;
    let nearest = peer;
    if (!isTrusted(nearest)) return nearest;
    const hops = hopsOf(rawHeaders, header);
    for (const hop of hops.reverse().slice(0, MAX_HOPS)) {
      if (hop === null) return nearest;
      nearest = hop;
      if (!isTrusted(hop)) return hop;
    }
    return nearest;
  };
}

/** Address and length of the prefix of `10.0.0.0/8`, or of a single address; null where it is none. */
export function parseNetwork(
  text: string,
): { readonly address: string; readonly bits: number; readonly family: 'ipv4' | 'ipv6' } | null {
  const match = /^([0-9A-Fa-f.:]+)(?:\/(\d{1,3}))?$/.exec(text);
  const address = match?.[1] ?? '';
  const family = isIP(address);
  if (family === 0) return null;
  const most = family === 4 ? 32 : 128;
  const bits = match?.[2] === undefined ? most : Number(match[2]);
  return bits > most ? null : { address, bits, family: family === 4 ? 'ipv4' : 'ipv6' };
}

/** The addresses in a header, oldest first; null for a hop that names none. */
function hopsOf(rawHeaders: readonly string[], header: TrustedProxies['header']): (string | null)[] {
  const values: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.toLowerCase() === header) values.push(rawHeaders[at + 1] ?? '');
  if (values.length === 0) return [];
  const whole = values.join(',');
  return header === 'forwarded' ? parseForwarded(whole) : whole.split(',').map((hop) => nodeAddress(hop.trim()));
}

/**
 * The `for` of each element of a `Forwarded` header (RFC 7239 §4), oldest first; null for one that has none, names nobody
 * (`unknown`, `_hidden`) or can't be read. One element that can't be told from its neighbour makes everything left of it unreadable.
 */
export function parseForwarded(text: string): (string | null)[] {
  const hops: (string | null)[] = [];
  for (const element of splitOutsideQuotes(text, ',')) {
    const pairs = splitOutsideQuotes(element, ';').map((pair) => PAIR.exec(pair.trim()));
    const named = pairs.filter((pair) => pair?.[1]?.toLowerCase() === 'for');
    const [only] = named;
    const isPlain = pairs.every((pair) => pair !== null) && named.length === 1;
    const value = only?.[2] ?? only?.[3]?.replace(/\\(.)/g, '$1') ?? '';
    hops.push(isPlain ? nodeAddress(value) : null);
  }
  return hops;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
/** `forwarded-pair`; a colon outside of quotes isn't allowed, and many write it. */
const PAIR = new RegExp(`^(${TOKEN})=(?:([!#$%&'*+.^_\`|~0-9A-Za-z:\\[\\]-]+)|"((?:[^"\\\\]|\\\\.)*)")$`);

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [];
  let [from, quoted] = [0, false];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted && character === '\\') at++;
    else if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

/** The address of `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]` or `[2001:db8::1]:4711` (RFC 7239 §6). */
function nodeAddress(node: string): string | null {
  const bracketed = /^\[([0-9A-Fa-f.:]+)\](?::\d{1,5})?$/.exec(node)?.[1];
  if (bracketed !== undefined) return isIP(bracketed) === 6 ? plainAddress(bracketed) : null;
  return plainAddress(/^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/.exec(node)?.[1] ?? node);
}

/** An address in one spelling: IPv4 out of its IPv6 mapping, without a zone. Null where it is none. */
function plainAddress(text: string): string | null {
  const address = text.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');
  return isIP(address) === 0 ? null : address.toLowerCase();
}
