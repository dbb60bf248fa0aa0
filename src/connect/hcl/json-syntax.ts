import { Places } from '../source-file.ts';
import { itemsOf, membersOfPart, type Part } from '../tree.ts';
import { parseExpression } from './parse-expression.ts';
import { parseQuoted } from './parse-template.ts';
import { Scanner } from './scanner.ts';
import type { Block, Body, Expression } from './syntax.ts';

/** How many labels a block has, by its type: in JSON they are the names of nested objects (Terraform JSON configuration syntax). */
const LABELS: Readonly<Record<string, number>> = { resource: 2, data: 2, variable: 1, module: 1, provider: 1 };

/** The blocks of a `.tf.json` file that the readers look at. Texts are templates there, as they are in `.tf`. */
export function bodyOfJson(root: Part): Body {
  const blocks: Block[] = [];
  for (const [type, part] of membersOfPart(root)) {
    if (type === 'locals') for (const one of each(part)) blocks.push(block(type, [], one));
    const labels = LABELS[type];
    if (labels !== undefined) for (const one of each(part)) blocks.push(...labelled(type, labels, [], one));
  }
  return { attributes: new Map(), blocks };
}

function labelled(type: string, missing: number, labels: readonly string[], part: Part): Block[] {
  if (missing === 0) return each(part).map((one) => block(type, labels, one));
  return membersOfPart(part).flatMap(([label, inner]) => labelled(type, missing - 1, [...labels, label], inner));
}

/** Blocks within a resource are objects or lists of them, which read like attributes that are such. */
function block(type: string, labels: readonly string[], part: Part): Block {
  const attributes = new Map<string, Expression>();
  for (const [name, value] of membersOfPart(part)) attributes.set(name, expressionOf(value));
  return { type, labels, body: { attributes, blocks: [] }, offset: part.offset };
}

function each(part: Part): readonly Part[] {
  return part.kind === 'list' ? itemsOf(part) : [part];
}

function expressionOf(part: Part): Expression {
  const { offset } = part;
  if (part.kind === 'list') return { kind: 'list', items: part.items.map(expressionOf), offset };
  if (part.kind === 'map')
    return {
      kind: 'object',
      members: membersOfPart(part).map(([name, value]) => ({ name, value: expressionOf(value), offset: value.offset })),
      offset,
    };
  if (part.kind !== 'scalar') return { kind: 'dynamic', offset };
  if (typeof part.value !== 'string' || !/[$%]\{/.test(part.value))
    return { kind: 'literal', value: part.value, offset };
  try {
    const written = JSON.stringify(part.value);
    return placedAt(parseQuoted(new Scanner(written, new Places('', written)), 0, parseExpression), offset);
  } catch {
    return { kind: 'dynamic', offset };
  }
}

function placedAt(expression: Expression, offset: number): Expression {
  if (expression.kind === 'template')
    return { ...expression, parts: expression.parts.map((one) => placedAt(one, offset)), offset };
  if (expression.kind === 'list')
    return { ...expression, items: expression.items.map((one) => placedAt(one, offset)), offset };
  if (expression.kind === 'call')
    return { ...expression, args: expression.args.map((one) => placedAt(one, offset)), offset };
  return { ...expression, offset };
}
