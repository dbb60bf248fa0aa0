import type { Entry, Mapping, Setting, Value } from '../documents/index.ts';

interface Growing extends Mapping {
  readonly entries: Entry[];
}

/**
 * The settings of a line format as a tree, so that what stands beside and around a setting is seen: `a.b.c=1` is `c` in `b` in `a`. A
 * part of a name may stand in quotes with dots in it; of `scope[0]` the number goes. A section of an INI file is one name, dots and all.
 *
 * @param dotted whether a dot parts a name
 */
export function settingsTree(settings: readonly Setting[], dotted = true): Mapping {
  const end = settings.reduce((most, { value }) => Math.max(most, value.end), 0);
  const root = growing(0, end);
  const tables = new Map<Growing, Map<string, Growing>>();
  for (const { name, nameOffset, value, section } of settings) {
    const parts = dotted ? partsOf(name) : [name];
    const last = parts.pop() ?? '';
    let table = root;
    for (const part of section === '' ? parts : [section, ...parts])
      table = inner(tables, table, part, nameOffset, value);
    const numbered = /^(.*)\[\d*\]$/.exec(last);
    if (numbered === null) table.entries.push({ name: last, nameOffset, value });
    else addItem(table, numbered[1] ?? '', nameOffset, value);
  }
  return root;
}

function growing(offset: number, end: number): Growing {
  return { kind: 'mapping', entries: [], offset, end };
}

function inner(
  tables: Map<Growing, Map<string, Growing>>,
  table: Growing,
  name: string,
  nameOffset: number,
  value: Value,
): Growing {
  let known = tables.get(table);
  if (known === undefined) {
    known = new Map();
    tables.set(table, known);
  }
  let made = known.get(name);
  if (made === undefined) {
    made = growing(value.offset, value.end);
    known.set(name, made);
    table.entries.push({ name, nameOffset, value: made });
  }
  return made;
}

function addItem(table: Growing, name: string, nameOffset: number, value: Value): void {
  const there = table.entries.at(-1);
  if (there?.name === name && there.value.kind === 'list') (there.value.items as Value[]).push(value);
  else
    table.entries.push({
      name,
      nameOffset,
      value: { kind: 'list', items: [value], offset: value.offset, end: value.end },
    });
}

/** `quarkus.oidc."my.tenant".client-id` has four parts. Names are never that deep: what is, is one. */
function partsOf(name: string): string[] {
  const parts = name.match(/"[^"]*"|[^."]+/g) ?? [name];
  return parts.length > 60 ? [name] : parts.map((part) => part.replace(/^"(.*)"$/, '$1'));
}
