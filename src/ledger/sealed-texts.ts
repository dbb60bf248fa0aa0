import type { Json } from '../proof/index.ts';
import type { SealedStore, Unsealed } from './sealed-store.ts';

/** A text that an entry holds sealed, by the member of its body. */
export type SealedText = { readonly member: string } & Unsealed;

/** The texts that an entry's body holds sealed, opened where they still are. */
export async function textsOf(
  sealed: Pick<SealedStore, 'open'>,
  body: Readonly<Record<string, Json>>,
): Promise<readonly SealedText[]> {
  const texts: SealedText[] = [];
  for (const [member, value] of Object.entries(body)) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
    const { reference, commitment } = value as Readonly<Record<string, Json>>;
    if (typeof reference !== 'string' || !reference.startsWith('sealed:') || typeof commitment !== 'string') continue;
    texts.push({ member, ...(await sealed.open({ reference, commitment })) });
  }
  return texts;
}
