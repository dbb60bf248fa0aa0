import type { CatalogScope } from './catalog.ts';
import type { CatalogData } from './catalog-data.ts';

/** Scopes of a provider that reach further than most clients need. */
export interface BroadRule {
  /** Which scopes, in a few words, for the document: `admin and what begins with admin.`. */
  readonly which: string;
  /** What such a scope lets a client do, to follow its name in a sentence: `acts on a whole organisation`. */
  readonly why: string;
  applies(scope: CatalogScope): boolean;
}

/** A service whose scopes others' programs ask for. One file each in `list/`. */
export interface Provider {
  readonly id: string;
  readonly title: string;
  /** What is the same in all its names, so that names are compared without it. */
  readonly prefix?: RegExp;
  /** Whether the service takes names in any case. */
  readonly anyCase?: boolean;
  /** Whether a name can only be this provider's. `users:read` is not: it may be anybody's. */
  looksLike(name: string): boolean;
  /** How the catalog spells a name that the service takes in several ways; the name itself where it has one. */
  spelled?(name: string): string;
  /** A name that stands for scopes which another place names: what that comes to. */
  standsFor?(name: string): { readonly description: string; readonly why: string } | null;
  /** Whether a name is another API's, of which the catalog says nothing. */
  beyond?(name: string): boolean;
  /**
   * Whether a name that the catalog doesn't have may as well be another API's, such as one of the customer's own. It is judged only where it
   * is one slip away from a known one.
   */
  perhapsBeyond?(name: string): boolean;
  readonly broad: readonly BroadRule[];
  /** Only this provider's data, when it is asked for. */
  load(): Promise<{ readonly catalog: CatalogData }>;
}

/** A rule by names alone. */
export function broadNames(which: string, names: RegExp, why: string): BroadRule {
  return { which, why, applies: ({ name }) => names.test(name) };
}
