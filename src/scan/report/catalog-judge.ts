import type { Catalog, Judgement } from '../../providers/index.ts';
import type { ReportedScope } from '../types.ts';
import type { Judge, Remark } from './scan-report.ts';

/** Others are in the provider's own documentation. */
const MAX_NAMED = 3;

/**
 * A judge of requests by the catalogs of their providers, of which those are loaded that these requests name. What a provider's own API
 * may call as it likes isn't judged, nor what is a scope by its look alone.
 */
export async function judgeByCatalogs(requests: readonly ReportedScope[]): Promise<Judge> {
  if (requests.length === 0) return () => null;
  // Some fifty modules, which only a scan that found something needs.
  const { catalogOf, judgeScope, providerOfScope } = await import('../../providers/index.ts');
  const providerOf = ({ provider, scope }: ReportedScope): string | null => provider ?? providerOfScope(scope);
  const ids = new Set(requests.flatMap((request) => providerOf(request) ?? []));
  const catalogs = new Map<string, Catalog>();
  for (const id of ids) {
    const catalog = await catalogOf(id);
    if (catalog !== null) catalogs.set(id, catalog);
  }
  const remarks = new Map<string, Remark | null>();
  return (request) => {
    const catalog = catalogs.get(providerOf(request) ?? '');
    if (catalog === undefined || request.confidence === 'low') return null;
    const key = `${catalog.provider} ${request.scope}`;
    const known = remarks.get(key);
    if (known !== undefined) return known;
    const judgement = judgeScope(catalog, request.scope);
    const remark = judgement === null ? null : remarkOf(judgement, catalog.provider);
    remarks.set(key, remark);
    return remark;
  };
}

function remarkOf({ known, breadth, why, nearest, narrower }: Judgement, provider: string): Remark | null {
  if (!known)
    return {
      kind: 'unknown',
      message: `is no scope of ${provider}`,
      help:
        nearest.length > 0
          ? `Did you mean ${either(nearest)}?`
          : 'Look the name up in the provider’s documentation: a misspelled scope fails at sign-in, and a new one may not be known here yet.',
    };
  if (breadth !== 'broad') return null;
  return {
    kind: 'broad',
    message: why ?? 'reaches further than most clients need',
    help:
      narrower.length > 0
        ? `Narrower: ${either(narrower)}${narrower.length > MAX_NAMED ? ', and others' : ''}.`
        : 'Ask for the narrowest that does what the client needs.',
  };
}

function either(names: readonly string[]): string {
  return names.slice(0, MAX_NAMED).join(' or ');
}
