import { type Access, type Catalog, type CatalogScope, readScopes } from './catalog.ts';
import { nearestScopes } from './nearest-scopes.ts';
import type { Provider } from './provider.ts';
import { providerById } from './providers.ts';

/** How far a scope reaches. `broad` is further than most clients need, whether it reads or writes. */
export type Breadth = Access | 'broad' | 'unknown';

/** What a provider's catalog says of a scope that something asks for. */
export interface Judgement {
  /** As the provider spells it; as it was written where the provider doesn't know it. */
  readonly name: string;
  readonly known: boolean;
  /** What was probably meant by a name that isn't known, the likeliest first; none where it is known, or nothing is like it. */
  readonly nearest: readonly string[];
  readonly breadth: Breadth;
  /** What makes it broad, to follow its name in a sentence; null where it isn't. */
  readonly why: string | null;
  /** Scopes of the same provider that let a client do a part of what this one does. */
  readonly narrower: readonly string[];
  /** A few words; empty where there are none. */
  readonly description: string;
  /** Whether only an administrator may consent to it, or it acts on a whole organisation. */
  readonly admin: boolean;
  /** Whether the provider gives it to nobody new any more. */
  readonly retired: boolean;
}

/** OpenID Connect Core §5.4 and §11: what every provider that signs people in takes. */
const OPENID_CONNECT: Readonly<Record<string, string>> = {
  openid: 'Sign in',
  profile: 'See name, picture and other parts of the profile',
  email: 'See the e-mail address',
  address: 'See the postal address',
  phone: 'See the telephone number',
  offline_access: 'Stay signed in by refresh tokens',
};

/** The catalog of a provider, loaded when it is asked for; null where there is none. */
export async function catalogOf(provider: string): Promise<Catalog | null> {
  const known = providerById(provider);
  if (known === null) return null;
  const { catalog } = await known.load();
  return { provider, sources: catalog.sources, scopes: readScopes(catalog) };
}

/**
 * What a provider's catalog says of one scope; null where it says nothing, since the name is another API's. Lists that some providers part
 * by commas are split before.
 */
export function judgeScope(catalog: Catalog, written: string): Judgement | null {
  const provider = providerById(catalog.provider);
  if (provider === null) return null;
  const group = provider.standsFor?.(written) ?? null;
  if (group !== null) return judgement(written, { ...group, breadth: 'broad' });
  const name = provider.spelled?.(written) ?? written;
  const scope = catalog.scopes.get(name) ?? (provider.anyCase === true ? inAnyCase(catalog, name) : null);
  if (scope !== null) return judgedBy(provider, scope);
  const standard = OPENID_CONNECT[name];
  if (standard !== undefined) return judgement(name, { description: standard, breadth: 'identity' });
  if (provider.beyond?.(written) === true) return null;
  const perhaps = provider.perhapsBeyond?.(written) === true;
  const nearest = nearestScopes(catalog, name, { prefix: provider.prefix, slipsAlone: perhaps });
  return perhaps && nearest.length === 0 ? null : judgement(written, { known: false, nearest, breadth: 'unknown' });
}

function judgedBy({ broad }: Provider, scope: CatalogScope): Judgement {
  const why = broad.find((rule) => rule.applies(scope))?.why ?? null;
  const { access, narrower, description, admin, retired } = scope;
  return judgement(scope.name, {
    breadth: why === null ? access : 'broad',
    why,
    narrower,
    description,
    admin,
    retired,
  });
}

function judgement(name: string, said: Partial<Judgement> & { readonly breadth: Breadth }): Judgement {
  const nothing = { known: true, nearest: [], why: null, narrower: [], description: '', admin: false, retired: false };
  return { name, ...nothing, ...said };
}

const lowerCased = new WeakMap<Catalog, ReadonlyMap<string, CatalogScope>>();

function inAnyCase(catalog: Catalog, name: string): CatalogScope | null {
  const known =
    lowerCased.get(catalog) ?? new Map([...catalog.scopes].map(([one, scope]) => [one.toLowerCase(), scope]));
  lowerCased.set(catalog, known);
  return known.get(name.toLowerCase()) ?? null;
}
