import type { EntryKind } from '../entries/index.ts';
import { placeText } from './formats/ocsf.ts';
import { kindMappings } from './kinds/index.ts';
import type { ExportedEntry, Facts } from './types.ts';

/** A row of `docs/export-fields.md`: how a kind is told to others. */
export interface KindRow {
  readonly kind: EntryKind;
  readonly caption: string;
  /** Classes and activities of OCSF: several where it depends on what the entry says. */
  readonly ocsf: readonly string[];
}

/** What a place can depend on: the grant type, and the method of the operation. */
const GRANT_TYPES = ['authorization_code', 'refresh_token'];
const METHODS = ['POST', 'GET', 'PUT', 'DELETE', null];

/** How each kind is told to others, in the order of their names. */
export function kindRows(): readonly KindRow[] {
  return Object.entries(kindMappings)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([kind, mapping]) => {
      const logged = { entry: { kind, digests: {}, body: {} } } as unknown as ExportedEntry;
      const places = GRANT_TYPES.flatMap((grantType) =>
        METHODS.map((method) =>
          placeText(mapping.ocsf({ grantType, operation: 'any' } as Facts, logged, { methodOf: () => method })),
        ),
      );
      return { kind: kind as EntryKind, caption: mapping.caption, ocsf: [...new Set(places)] };
    });
}
