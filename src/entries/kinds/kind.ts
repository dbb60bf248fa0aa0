import type { z } from 'zod';

/** A version of a kind of entry: what its body has to be. Released ones are never changed, for entries of them are kept for years. */
export interface KindVersion {
  readonly version: number;
  /** Members that it doesn't name are refused. Each has a description, from which the documentation is made. */
  readonly body: z.ZodObject;
}

/** A kind of entry. */
export interface Kind {
  /** What it records, for the documentation: sentences in Markdown. */
  readonly about: string;
  readonly versions: readonly KindVersion[];
}

/** A kind whose body came to say more: its versions from the first on. */
export function versions(about: string, ...bodies: readonly z.ZodObject[]): Kind {
  return { about, versions: bodies.map((body, index) => ({ version: index + 1, body })) };
}

/** A kind that has one version yet. */
export function firstVersion(about: string, body: z.ZodObject): Kind {
  return versions(about, body);
}
