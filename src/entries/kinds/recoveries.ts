import { z } from 'zod';
import { firstVersion } from './kind.ts';
import { code, count, moment, rootHash } from './values.ts';

const madeAt = moment.describe('When the backup was made.');
const size = count.describe('Entries that the backup has.');

export const ledgerRestored = firstVersion(
  [
    'The database went back to a backup, whose manifest is `digests.manifest`. A checkpoint of the size and root that were known is of what',
    'was lost.',
  ].join('\n'),
  z.strictObject({
    madeAt,
    size,
    replaced: z.boolean().describe('Whether it took the place of a database that was there.'),
    lostEntries: count.describe('Entries that are known to have been beyond the backup.'),
    lostKinds: z
      .record(z.string(), count)
      .describe('How many of them of which kind, as far as the database before had them.'),
    lostWaiting: count.describe('Entries that waited in it for the sequencer.'),
    knownSize: count.describe('Entries that the log is known to have had.'),
    knownRoot: rootHash.nullable().describe('The root of that size; null where nothing beyond the backup is known.'),
  }),
);

export const backupDrilled = firstVersion(
  'A backup, whose manifest is `digests.manifest`, was restored into a database of its own and verified.',
  z.strictObject({
    madeAt,
    size,
    outcome: z.enum(['held', 'failed']).describe('Whether all of it held.'),
    failure: code.nullable().describe('What did not; null where it held.'),
    seconds: z.number().min(0).describe('How long it took.'),
    rows: count.describe('Rows that were restored.'),
  }),
);
