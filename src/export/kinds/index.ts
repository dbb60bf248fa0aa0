import type { EntryKind } from '../../entries/index.ts';
import type { KindMapping } from '../types.ts';
import { access } from './access.ts';
import { adoptions } from './adoptions.ts';
import { decisions } from './decisions.ts';
import { elevations } from './elevations.ts';
import { operation } from './operation.ts';
import { tokens } from './tokens.ts';

/** How each kind is told to others. A kind that lacks here doesn't compile. */
export const kindMappings: Readonly<Record<EntryKind, KindMapping>> = {
  ...decisions,
  ...tokens,
  ...access,
  ...adoptions,
  ...elevations,
  ...operation,
};

/** A kind that a later Ambit writes: it is exported whole and under its own name, for no entry is ever left out. */
export const unknownKind: KindMapping = {
  caption: 'Entry of a kind that this Ambit does not know',
  facts: () => ({ action: 'record', outcome: 'unknown' }),
  ocsf: () => ({ class: 'base_event', activity: 99, activityName: 'Unknown kind' }),
};
