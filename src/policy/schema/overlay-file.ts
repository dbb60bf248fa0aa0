import { z } from 'zod';
import { bare } from './fields-at.ts';
import { policyFile } from './policy-file.ts';

const ENVIRONMENT = policyFile.shape.environment.unwrap();

/**
 * A file that says what is otherwise in one environment. It holds as much of each definition as differs: maps are laid over each
 * other, a list or a value takes the place of the other, and null takes away.
 */
export const overlayFile = z.strictObject({
  overlay: ENVIRONMENT.describe('The environment in which this file is laid over the others: `staging` …'),
  ...parts(policyFile.omit({ environment: true })).shape,
});

function parts(schema: z.ZodObject): z.ZodObject {
  return z.strictObject(
    Object.fromEntries(
      Object.entries(schema.shape).map(([name, field]) => [
        name,
        described(
          field,
          partOf(bare(field) as z.ZodType)
            .nullable()
            .optional(),
        ),
      ]),
    ),
  );
}

function partOf(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) return parts(schema);
  if (schema instanceof z.ZodRecord)
    return z.record(schema.keyType as z.ZodString, partOf(schema.valueType as z.ZodType).nullable());
  return schema;
}

/** The meaning of a field is its own, else that of what it holds. */
function described(from: z.core.$ZodType, to: z.ZodType): z.ZodType {
  const inner = bare(from);
  const held = inner instanceof z.ZodRecord ? inner.valueType : inner instanceof z.ZodArray ? inner.element : inner;
  const meaning = [from, inner, held].map((one) => (one as z.ZodType).description).find((text) => text !== undefined);
  return meaning === undefined ? to : to.describe(meaning);
}
