import { getBlob, LedgerError } from '../ledger/index.ts';
import { frozen, type IdentifiedPolicy, type Policy } from '../policy/index.ts';
import { canonicalJson, type Json } from '../proof/index.ts';
import type { Store } from '../store/index.ts';

/** The policy of a digest, whether it is active or was; null where it isn't stored, was changed, or is of a form that nobody knows. */
export async function readPolicy(store: Store, digest: string): Promise<IdentifiedPolicy | null> {
  try {
    const bytes = await getBlob(store, digest);
    const policy = bytes === null ? null : parsePolicy(Buffer.from(bytes).toString());
    return policy === null ? null : { digest, policy };
  } catch (error) {
    if (error instanceof LedgerError && error.code === 'blob_mismatch') return null;
    throw error;
  }
}

/** Null for what isn't a compiled policy of a known format in its canonical spelling. */
export function parsePolicy(text: string): Policy | null {
  try {
    const policy = JSON.parse(text) as Policy;
    return canonicalJson(policy as unknown as Json) === text && policy.format === 1 ? frozen(policy) : null;
  } catch {
    return null;
  }
}
