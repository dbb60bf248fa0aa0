import { z } from 'zod';
import { KINDS, SHARED_PARTS } from '../src/entries/index.ts';

/** The part of JSON Schema that zod writes for bodies of entries, and what `values.ts` says of a text's form. */
interface Schema {
  readonly description?: string;
  readonly shape?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const HEAD = `# What entries say

<!-- Written by npm run docs from the schemas that hold what is written and verified: change it there. -->

Each kind of entry, with what its \`body\` holds. What all entries have is in [the ledger](ledger.md#an-entry).

- A body is of the version that the entry's \`kindVersion\` says. A version that was released is never changed; what is to say more is a new
  version, and every version stays known for ever.
- A body has each member that its version names, and no other. A writer appends nothing else. \`ambit ledger verify\` says where a body isn't of
  its kind: \`entry 17: token.issued: tokens[0].scopes: expected a list, found 7\`.
- A kind or version that the verifying Ambit doesn't know was written by a later one. It is told and is no fault: all of the entry but its body
  is verified as ever.
- *Word*: small letters, digits and underscores, of Ambit's own or of a standard. New words come without a new version. *Text* that others
  chose, such as a client id or a scope, is recorded as it was, for an attempt has to be recorded whatever it says.
- Digests are \`sha256:<hex>\`. Times are RFC 3339, UTC, with milliseconds, by the writer's clock, where no other clock is named. *Seconds* are
  since 1970.
`;

/** Every kind of entry, as Markdown: written from the schemas by which bodies are judged, so it can't say anything else. */
export function entriesReference(): string {
  const shared = new Map(
    Object.entries(SHARED_PARTS).map(([name, schema]) => [key(schemaOf(schema)), { name, schema: schemaOf(schema) }]),
  );
  const rowsOf = (object: Schema, path = ''): string[] =>
    Object.entries(object.properties ?? {}).flatMap(([name, member]) => {
      const at = `${path}${name}`;
      const needed = object.required?.includes(name) ?? false;
      const nested = nestedIn(member);
      const part = nested === null ? undefined : shared.get(key(nested.object));
      const linked = part === undefined ? '' : ` See [${part.name}](#${anchor(part.name)}).`;
      const meaning = `${member.description ?? nested?.object.description ?? ''}${linked}`;
      const row = `| \`${at}\` | ${cell(typeOf(member))}${needed ? '' : ', or absent'} | ${cell(meaning)} |`;
      return nested === null || part !== undefined ? [row] : [row, ...rowsOf(nested.object, `${at}${nested.suffix}.`)];
    });
  const table = (object: Schema): string =>
    ['| member | what | meaning |', '| --- | --- | --- |', ...rowsOf(object), ''].join('\n');
  const kinds = Object.entries(KINDS).map(([kind, { about, versions }]) =>
    [
      `## \`${kind}\`\n\n${about}\n`,
      ...versions.map(({ version, body }) => `Version ${version}:\n\n${table(schemaOf(body))}`),
    ].join('\n'),
  );
  const parts = [...shared.values()].map(
    ({ name, schema }) => `## ${name}\n\n${schema.description ?? ''}\n\n${table(schema)}`,
  );
  return [HEAD, ...kinds, ...parts].join('\n');
}

function schemaOf(schema: z.ZodType): Schema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, { unrepresentable: 'any' });
  return made as Schema;
}

function key(schema: Schema): string {
  return JSON.stringify(schema);
}

/** The object in a member: itself, where it isn't null, or an item of a list. */
function nestedIn(member: Schema): { readonly object: Schema; readonly suffix: string } | null {
  if (member.properties !== undefined) return { object: member, suffix: '' };
  if (member.items !== undefined) {
    const item = nestedIn(member.items);
    return item === null ? null : { object: item.object, suffix: '[]' };
  }
  const found = alternatives(member)
    .map(nestedIn)
    .filter((one) => one !== null);
  const [only] = found;
  return only !== undefined && found.length === 1 ? only : null;
}

function alternatives({ anyOf, oneOf }: Schema): readonly Schema[] {
  return anyOf ?? oneOf ?? [];
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  null: '`null`',
  object: 'object',
};

function typeOf(schema: Schema): string {
  if (schema.shape !== undefined) return schema.shape;
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`"${value}"\``).join(', ');
  if (schema.items !== undefined) return `list of: ${typeOf(schema.items)}`;
  const several = alternatives(schema);
  if (several.length > 0) return [...new Set(several.map(typeOf))].join(' or ');
  return [schema.type ?? []]
    .flat()
    .map((type) => NAMES[type])
    .join(' or ');
}

function anchor(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
}
