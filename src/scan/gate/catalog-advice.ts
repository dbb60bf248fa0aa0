import { type Catalog, catalogOf, judgeScope, providerOfScope } from '../../providers/index.ts';
import type { ReportedScope } from '../index.ts';
import type { ScopeAdvice } from './types.ts';

/** What the catalogs of the providers that these requests name say of a scope. */
export async function catalogAdvice(requests: readonly ReportedScope[]): Promise<ScopeAdvice> {
  const catalogs = new Map<string, Catalog>();
  for (const id of new Set(requests.flatMap(({ provider, scope }) => provider ?? providerOfScope(scope) ?? []))) {
    const catalog = await catalogOf(id);
    if (catalog !== null) catalogs.set(id, catalog);
  }
  return (provider, scope) => {
    const catalog = catalogs.get(provider ?? providerOfScope(scope) ?? '');
    return catalog === undefined ? null : judgeScope(catalog, scope);
  };
}
