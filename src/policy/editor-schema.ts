import { z } from 'zod';
import { overlayFile } from './schema/overlay-file.ts';
import { policyFile } from './schema/policy-file.ts';

/** A JSON Schema (draft 7), as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The JSON Schema of a policy file, for editors: that of an overlay where the file says that it is one. */
export function policySchema(): JsonSchema {
  const { $schema, ...whole } = draftSeven(policyFile);
  const { $schema: _, ...overlay } = draftSeven(overlayFile);
  const title = 'An Ambit policy file';
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so, and nothing awaits a schema.
  return { $schema, title, if: { required: ['overlay'] }, then: overlay, else: whole };
}

/**
 * The JSON Schema of a kind of file, from the schema that validates it, so that an editor takes for right what Ambit takes for right.
 * Draft 7, which every editor's YAML support reads. What a JSON Schema can't say (a time that exists, one field that goes with
 * another) only Ambit says.
 *
 * @param title what such a file is called
 */
export function editorSchema(schema: z.ZodType, title: string): JsonSchema {
  const { $schema, ...rest } = draftSeven(schema);
  return { $schema, title, ...rest };
}

function draftSeven(schema: z.ZodType): JsonSchema {
  // What isn't representable is open in the schema, and refused by Ambit alone.
  return described(z.toJSONSchema(schema, { io: 'input', target: 'draft-7', unrepresentable: 'any' })) as JsonSchema;
}

/** With a meaning at each field: one that has none of its own takes over that of what it holds. */
function described(schema: unknown): unknown {
  if (typeof schema !== 'object' || Array.isArray(schema)) return schema;
  const inner: Record<string, unknown> = { ...schema };
  const { properties, items, additionalProperties, anyOf } = inner;
  if (properties !== undefined) {
    const fields = Object.entries(properties as Readonly<Record<string, JsonSchema>>);
    inner['properties'] = Object.fromEntries(fields.map(([name, field]) => [name, described(withoutEmpty(field))]));
    const demanded = fields.filter(([, field]) => field['default'] === '').map(([name]) => name);
    if (demanded.length > 0) inner['required'] = [...((inner['required'] as string[]) ?? []), ...demanded];
  }
  if (items !== undefined) inner['items'] = described(items);
  if (additionalProperties !== undefined) inner['additionalProperties'] = described(additionalProperties);
  if (Array.isArray(anyOf)) inner['anyOf'] = anyOf.map(described);
  const meaning = meaningOf(additionalProperties) ?? meaningOf(items);
  return meaning === undefined ? inner : { description: meaning, ...inner };
}

/** What a rule demands is empty where it is left out: nothing that an editor should fill in. */
function withoutEmpty(field: Readonly<Record<string, unknown>>): unknown {
  const { default: fallback, ...rest } = field;
  return fallback === '' ? rest : field;
}

function meaningOf(schema: unknown): unknown {
  return (schema as { readonly description?: unknown } | null | undefined)?.description;
}
