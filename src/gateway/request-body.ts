import type { IncomingMessage } from 'node:http';
import { GatewayError } from './gateway-error.ts';
import type { ReadBodyOptions, RequestHead } from './types.ts';

/**
 * Reads a request's body whole.
 *
 * @throws GatewayError `body_too_large` (as soon as it is known), `content_encoding_refused`, `body_incomplete`.
 */
export async function readBody(
  request: IncomingMessage,
  head: RequestHead,
  { maxBytes }: ReadBodyOptions,
): Promise<Uint8Array> {
  refuseContentEncoding(head);
  refuseAnnouncedLength(head, maxBytes);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBytes) throw tooLarge(maxBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof GatewayError) throw error;
    throw new GatewayError('body_incomplete', 'the connection ended within the body', { cause: error });
  }
  return Buffer.concat(chunks, length);
}

/** A compressed body would be read by one side and not by the other. @throws GatewayError `content_encoding_refused` */
export function refuseContentEncoding(head: RequestHead): void {
  if (head.headers.has('content-encoding'))
    throw new GatewayError('content_encoding_refused', 'an encoded body is not accepted');
}

/** @throws GatewayError `body_too_large` */
export function refuseAnnouncedLength(head: RequestHead, maxBytes: number): void {
  if (Number(head.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
}

export function tooLarge(maxBytes: number): GatewayError {
  return new GatewayError('body_too_large', `the body is longer than ${maxBytes} bytes`);
}
