import { z } from 'zod';
import { parseVerifierKey, type VerifierKey, WITNESS_KEY_TYPES } from '../proof/index.ts';

const witnessPrefix = z
  .string()
  .max(2000)
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && !/[?#\s]|\/$/.test(text);
  }, 'a prefix reads https://host/path, without a slash at its end');

const witness = z.strictObject({
  url: witnessPrefix.describe('Its submission prefix: it is asked at `URL/add-checkpoint` (C2SP tlog-witness).'),
  monitoringUrl: witnessPrefix
    .nullable()
    .default(null)
    .describe('Its monitoring prefix, where it publishes what it cosigned. `null`: the same as `url`.'),
  keys: z
    .array(
      z
        .string()
        .refine(
          (text) => witnessKeyOf(text) !== null,
          'a witness’s verifier key reads NAME+HEX+BASE64, of type 4 or 6',
        ),
    )
    .min(1)
    .max(2)
    .refine((keys) => {
      const read = keys.flatMap((key) => witnessKeyOf(key) ?? []);
      return (
        new Set(read.map(({ name }) => name)).size < 2 && new Set(read.map(({ type }) => type)).size === read.length
      );
    }, 'the keys of one witness have one name, and each is of another type')
    .describe('Its verifier keys: Ed25519, ML-DSA-44 or both, and where both are named it has to cosign with both.'),
});

/** Who outside cosigns the log's checkpoints, how many of them have to, and how soon. */
export const witnessSettings = z
  .strictObject({
    needed: z.int().min(1).default(1).describe('So many of them have to cosign.'),
    withinSeconds: z
      .int()
      .min(10)
      .max(86_400)
      .default(60)
      .describe('Within so long, or there is an alert. Nothing else waits for it.'),
    everySeconds: z.int().min(1).max(3600).default(10).describe('How often they are asked, where the log grew.'),
    named: z.array(witness).min(1).max(16).describe('The witnesses.'),
  })
  .superRefine(({ needed, withinSeconds, everySeconds, named }, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (needed > named.length) issue(['needed'], `only ${named.length} are named`);
    if (withinSeconds < everySeconds) issue(['withinSeconds'], 'they are asked less often than that (everySeconds)');
    const keys = named.map((one) => one.keys.flatMap((key) => witnessKeyOf(key) ?? []));
    for (const [index, own] of keys.entries())
      for (const before of keys.slice(0, index).flat())
        if (own.some((key) => key.name === before.name || Buffer.from(key.publicKey).equals(before.publicKey)))
          issue(['named', index, 'keys'], `the witness ${before.name} has this name or key already`);
  });

/** A verifier key for cosignatures; null where the text is none. */
export function witnessKeyOf(text: string): VerifierKey | null {
  try {
    return parseVerifierKey(text, WITNESS_KEY_TYPES);
  } catch {
    return null;
  }
}
