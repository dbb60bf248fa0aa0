import { getBlob } from '../ledger/index.ts';
import { type Definition, definitionsOf, type Policy, type ProvenApproval, proveApprovals } from '../policy/index.ts';
import type { ManagementContext } from './routes/route.ts';

/** A definition of the active policy, and who approved it with what proof. */
export interface ProvenDefinition extends Omit<Definition, 'approvals'> {
  readonly approvals: readonly ProvenApproval[];
}

/**
 * All definitions of the active policy, their approvals proven as its activation proved them: by the keys of the policy that was
 * active before. Empty where none is active.
 */
export async function provenDefinitions({
  activePolicy,
  store,
}: Pick<ManagementContext, 'activePolicy' | 'store'>): Promise<ProvenDefinition[]> {
  const current = activePolicy.current();
  if (current === null) return [];
  const { policy } = current.identified;
  const previous = current.entry.entry.body['previous'];
  // Its digest is in a signed entry, and a blob is only ever read as what its digest says.
  const bytes = typeof previous === 'string' ? await getBlob(store, previous) : null;
  const before = bytes === null ? null : (JSON.parse(Buffer.from(bytes).toString()) as Policy);
  const { proven } = proveApprovals(policy, before ?? 'bootstrap');
  return definitionsOf(policy).map(({ approvals: _notes, ...definition }) => ({
    ...definition,
    approvals: proven.get(`${definition.kind}:${definition.name}`) ?? [],
  }));
}
