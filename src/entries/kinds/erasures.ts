import { z } from 'zod';
import { firstVersion } from './kind.ts';
import { by } from './revocations.ts';
import { code, sealed, texts } from './values.ts';

export const erasureOrdered = firstVersion(
  [
    'Somebody is to be erased: that, when and by whom, and never whom. It is durable before anything is destroyed; all of one erasure have its',
    '`operation`.',
  ].join('\n'),
  z.strictObject({
    marks: texts.describe('Keyed marks of what the ledger calls them: by these a backup’s return of it is known.'),
    by,
    persons: texts.describe('Whose yes it took: person ids of the policy.'),
    notes: texts.describe('Their signed statements.'),
    reason: sealed,
  }),
);

export const erasureFinished = firstVersion(
  'What concerned them is destroyed. `after` is the order.',
  z.strictObject({}),
);

export const erasureRepeated = firstVersion(
  'Something of what was erased had come back, and is destroyed again. `after` is the order.',
  z.strictObject({ cause: code.describe('`came_back`: by a backup that was restored.') }),
);
