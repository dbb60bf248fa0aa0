import { z } from 'zod';
import type { Path } from './placed-node.ts';
import type { PersonId } from './types.ts';
import { readYaml } from './yaml-source.ts';

const directory = z.strictObject({
  people: z.record(
    z.string(),
    z.strictObject({
      name: z.string().min(1).max(200),
      email: z.email().optional(),
      /** Who the person is when signed in. */
      subjects: z.array(z.strictObject({ issuer: z.string(), subject: z.string() })).default([]),
    }),
  ),
});

export interface DirectoryPerson {
  readonly name: string;
  readonly email?: string | undefined;
  readonly subjects: readonly { readonly issuer: string; readonly subject: string }[];
}

/**
 * Reads a people directory: who the policy's person ids are. It stands beside the policy and outside its digest, so that a person
 * can be erased from it without breaking one proof; nothing in the ledger names a person otherwise than by id.
 *
 * @returns the people by id, or what is wrong, as `file:line:column: what`
 */
export function readPeopleDirectory(file: string, text: string): ReadonlyMap<PersonId, DirectoryPerson> | string {
  const source = readYaml(file, text);
  const [fault] = source.diagnostics;
  if (fault !== undefined) return `${file}:${fault.line}:${fault.column}: ${fault.message}`;
  const result = directory.safeParse(source.value ?? {});
  if (result.success) return new Map(Object.entries(result.data.people));
  const [{ path, message }] = result.error.issues as [z.core.$ZodIssue];
  const { line, column } = source.at(path as Path);
  return `${file}:${line}:${column}: ${path.join('.')}: ${message}`;
}
