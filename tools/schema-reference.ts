import { z } from 'zod';

/** The part of JSON Schema that zod writes for our schemas. */
interface Schema {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/**
 * A reference of everything that a schema lets a file say, as Markdown: a table of fields for each object, outermost first. Written
 * from the schema that validates the file, so it can't say anything else.
 */
export function schemaReference(schema: z.ZodType): string {
  const sections: string[] = [];
  describeObject('', z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema, sections);
  return sections.join('\n');
}

function describeObject(path: string, object: Schema, sections: string[]): void {
  const inner: [string, Schema][] = [];
  const rows = Object.entries(object.properties ?? {}).map(([name, field]) => {
    const at = path === '' ? name : `${path}.${name}`;
    const nested = nestedObject(field);
    if (nested !== null) inner.push([`${at}${nested.suffix}`, nested.schema]);
    const meaning = [
      field.description ?? nested?.schema.description ?? '',
      nested === null ? '' : `See \`${at}${nested.suffix}\`.`,
    ];
    const text = meaning.filter((part) => part !== '').join(' ');
    return `| \`${name}\` | ${cell(typeOf(field))} | ${cell(presence(name, field, object))} | ${cell(text)} |`;
  });
  sections.push(`## ${path === '' ? 'The file' : `\`${path}\``}\n`);
  if (path !== '' && object.description !== undefined) sections.push(`${object.description}\n`);
  sections.push(['| field | type | when absent | meaning |', '| --- | --- | --- | --- |', ...rows, ''].join('\n'));
  for (const [at, schema] of inner) describeObject(at, schema, sections);
}

/** The object in a field: the field itself, an item of a list (`[]`), or a member of a map (`.<name>`). */
function nestedObject(field: Schema): { readonly schema: Schema; readonly suffix: string } | null {
  if (field.properties !== undefined) return { schema: field, suffix: '' };
  if (field.items !== undefined && nestedObject(field.items) !== null) return { schema: field.items, suffix: '[]' };
  if (typeof field.additionalProperties === 'object' && field.additionalProperties.properties !== undefined)
    return { schema: field.additionalProperties, suffix: '.<name>' };
  const nested = (field.anyOf ?? []).map(nestedObject).filter((one) => one !== null);
  const [only] = nested;
  return only !== undefined && nested.length === 1 ? only : null;
}

function typeOf(field: Schema): string {
  if (field.enum !== undefined) return field.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (field.anyOf !== undefined) return alternatives(field.anyOf);
  if (field.items !== undefined) return `list of: ${typeOf(field.items)}`;
  if (field.properties !== undefined) return 'map';
  if (typeof field.additionalProperties === 'object') return 'map by name';
  const types = typeof field.type === 'string' ? [field.type] : (field.type ?? ['any']);
  return types.map((type) => NAMES[type] ?? type).join(' or ') + rangeOf(field);
}

/** Several maps to choose from are told apart by their only field; a single one has a table of its own. */
function alternatives(schemas: readonly Schema[]): string {
  const maps = schemas.filter(({ properties }) => properties !== undefined).length;
  const shown = schemas.map((schema) => {
    const [only, second] = Object.keys(schema.properties ?? {});
    return maps > 1 && only !== undefined && second === undefined ? `\`{ ${only}: … }\`` : typeOf(schema);
  });
  return [...new Set(shown)].join(' or ');
}

const NAMES: Readonly<Record<string, string>> = { string: 'text', integer: 'whole number', null: '`null`' };

function rangeOf({ minimum, maximum }: Schema): string {
  if (minimum === undefined && maximum === undefined) return '';
  return ` (${minimum ?? ''}–${maximum ?? ''})`;
}

function presence(name: string, field: Schema, object: Schema): string {
  // What is empty where it is left out is demanded by a rule.
  if (object.required?.includes(name) || field.default === '') return '**required**';
  const fallback = field.default;
  if (fallback === undefined || (typeof fallback === 'object' && fallback !== null && !Array.isArray(fallback)))
    return '–';
  return `\`${JSON.stringify(fallback)}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
