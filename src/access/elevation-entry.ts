import type { Elevation } from '../elevation/index.ts';
import type { EntryDraft, EntryId, EntryKind } from '../ledger/index.ts';
import type { Json } from '../proof/index.ts';
import type { RevocationContext } from '../revocation/index.ts';

/** The entry of something that happened to an elevation. */
export function elevationDraft(
  elevation: Pick<Elevation, 'id' | 'issuer' | 'clientId' | 'subject'>,
  about: {
    readonly kind: EntryKind;
    readonly operation: string;
    readonly after: readonly EntryId[];
    readonly digests?: Readonly<Record<string, string>>;
    readonly body: { readonly [name: string]: Json };
  },
): EntryDraft {
  const { id, issuer, clientId, subject } = elevation;
  const { kind, operation, after, digests = {}, body } = about;
  return {
    ...{ kind, issuer, operation, after: [id, ...after.filter((one) => one !== id)], digests, subject },
    refs: [`client:${clientId}`, `elevation:${id}`],
    body: { request: id, ...body },
  };
}

/** Appends one entry and says its id. @throws LedgerError `ledger_unavailable` */
export async function append({ writer }: Pick<RevocationContext, 'writer'>, draft: EntryDraft): Promise<EntryId> {
  const [appended] = await writer.append({ drafts: [draft] });
  if (appended === undefined) throw new Error('the writer returned no entry');
  return appended.id;
}
