import { z } from 'zod';
import { firstVersion } from './kind.ts';
import { base64, count, keyId, rawKey, rootHash, text } from './values.ts';

const key = keyId.describe('Its id: the first eight bytes of the SHA-256 of the raw key.');
const publicKey = rawKey.describe('The key that it signs with.');

export const ledgerOpened = firstVersion(
  'Entry 0: whose log it is, and the key of the log’s own writer.',
  z.strictObject({
    origin: text.describe('The log’s origin, as its checkpoints have it.'),
    writer: text.describe('The log’s own writer, `log`.'),
    key,
    publicKey,
  }),
);

export const writerRegistered = firstVersion(
  'A writer’s key, before the first entry of that writer. Only the log’s own writer registers one.',
  z.strictObject({ writer: text.describe('Who writes with it from now on.'), key, publicKey }),
);

const generation = z.int().min(1);
const verifierKeys = z.array(text).min(1);

export const ledgerKeysChanged = firstVersion(
  'The log signs with new keys from this entry on. It proves itself: whoever trusts the keys of before, or the new ones, is led to the others.',
  z.strictObject({
    origin: text.describe('The log’s origin.'),
    generation: generation.describe('Counts its keys; those that it began with are 1.'),
    index: count.describe('Of this entry. Checkpoints that have it are signed with the new keys.'),
    cause: z
      .enum(['routine', 'lost', 'compromised'])
      .describe(
        '`routine`: in the course of things. Otherwise by force: the former ones were lost, or somebody else may have them.',
      ),
    keys: verifierKeys.describe('The new verifier keys (C2SP signed-note).'),
    former: verifierKeys.describe('Those of the generation before.'),
    signatures: z
      .array(
        z.strictObject({
          key: text.describe('Id of the verifier key, 8 hexadecimal digits.'),
          signature: base64.describe('By that key.'),
        }),
      )
      .describe(
        'Over `ambit/log-keys/v1`, a newline, and the canonical JSON of all other members: by each new key, and in the course of things by each former one.',
      ),
  }),
);

export const ledgerKeysRetired = firstVersion(
  'Keys of before sign nothing any more beside the new ones, and their private halves are destroyed.',
  z.strictObject({
    generation: generation.describe('Of those keys.'),
    keys: verifierKeys.describe('Ids of their verifier keys, 8 hexadecimal digits each.'),
  }),
);

const needed = z.int().min(1).describe('How many witnesses have to.');

export const checkpointCosigned = firstVersion(
  'So many witnesses cosigned this checkpoint: at most once an hour, and when enough do again.',
  z.strictObject({
    size: count.describe('Entries that the checkpoint has.'),
    root: rootHash.describe('Its root.'),
    needed,
    cosigners: z.array(text).describe('Names of those who did.'),
  }),
);

export const checkpointUncosigned = firstVersion(
  'Too few witnesses cosigned in time (once, until enough do again), or one of them says that it cosigned another history (at once).',
  z.strictObject({
    size: count.describe('Entries of the newest checkpoint.'),
    cosignedSize: count.describe('Entries of the newest one that as many as needed cosigned; 0 for none.'),
    needed,
    withinSeconds: z.number().min(0).describe('Within how many seconds they should have.'),
    witnesses: z
      .array(
        z.strictObject({
          witness: text.describe('Its name.'),
          size: count.describe('Entries of the newest checkpoint that it cosigned.'),
          outcome: z
            .enum(['cosigned', 'failed', 'refuted'])
            .describe('What came of asking it last; `refuted`: it says that it cosigned another history.'),
        }),
      )
      .describe('Each that is asked.'),
  }),
);
