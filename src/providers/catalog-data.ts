/** A provider's catalog as `tools/catalogs/` writes it: small, and quick to load. `catalog.ts` reads it. */
export interface CatalogData {
  /** What it was made from, with the version or date of that, and its licence. */
  readonly sources: readonly CatalogSource[];
  /** What all its names begin with where they don't say otherwise, left out of them; a name that begins with `=` is whole. */
  readonly prefix: string;
  /**
   * A line a scope, sorted by name; its fields are parted by tabs: name, flags, narrower scopes (parted by blanks), description.
   */
  readonly lines: string;
}

export interface CatalogSource {
  readonly name: string;
  /** Its version, commit or the day on which it was read. */
  readonly version: string;
  readonly licence: string;
}
