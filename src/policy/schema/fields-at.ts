import { z } from 'zod';

/**
 * The fields that a schema lets a file have at a path, for "did you mean": of the object that stands there, whether it is a field,
 * an item of a list or a member of a map. None where no object stands.
 */
export function fieldsOf(schema: z.ZodType, path: readonly (string | number)[]): string[] {
  let at: z.core.$ZodType | undefined = bare(schema);
  for (const step of path) at = at === undefined ? undefined : inner(at, step);
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

/** What a schema is once it may be left out, be null or have a default. */
export function bare(schema: z.core.$ZodType): z.core.$ZodType {
  let at = schema;
  while (
    at instanceof z.ZodOptional ||
    at instanceof z.ZodExactOptional ||
    at instanceof z.ZodNullable ||
    at instanceof z.ZodDefault
  )
    at = at.unwrap();
  return at;
}

function inner(schema: z.core.$ZodType, step: string | number): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    const field: z.core.$ZodType | undefined = Object.hasOwn(schema.shape, step) ? schema.shape[step] : undefined;
    return field === undefined ? undefined : bare(field);
  }
  if (schema instanceof z.ZodRecord) return bare(schema.valueType);
  return schema instanceof z.ZodArray ? bare(schema.element) : undefined;
}
