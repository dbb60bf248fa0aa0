import { z } from 'zod';
import { parseNetwork } from '../gateway/index.ts';

const limit = z.strictObject({
  perSecond: z.number().min(0.01).max(100_000).default(1000).describe('Requests a second, on average.'),
  burst: z.int().min(1).max(1_000_000).default(2000).describe('Requests at once, after a quiet time.'),
  inFlight: z.int().min(1).max(10_000).default(256).describe('Requests under way at the same time.'),
});

/** Which proxies in front of the guards are believed to know whom they speak for. */
export const trustedProxySettings = z.strictObject({
  addresses: z
    .array(
      z
        .string()
        .refine(
          (text) => parseNetwork(text) !== null,
          'an IP address or a network, as 10.0.0.5, 10.0.0.0/8 or 2001:db8::/32',
        ),
    )
    .default([])
    .describe('Their addresses or networks. Nobody else is believed.'),
  header: z
    .enum(['x-forwarded-for', 'forwarded'])
    .default('x-forwarded-for')
    .describe('The one header that each of them writes or appends to; the other one is the client’s own word.'),
});

const pem = z.string().min(1).max(4096);

/** Where a guard's certificate is. */
export const tlsSettings = z.strictObject({
  certificate: pem.describe('File with the certificate and those between it and its root, PEM.'),
  key: pem.describe('File with its private key, PEM, without a passphrase.'),
});

export type TlsSettings = z.output<typeof tlsSettings>;

/** What one client may ask of one issuer guard. */
export const clientLimitSettings = z.strictObject({
  each: limit.prefault({}).describe('For each client that has none of its own.'),
  clients: z
    .record(z.string().min(1).max(512), limit)
    .default({})
    .describe('For single clients, by their id. What one leaves out is as above, not as in `each`.'),
});
