import { parseSync } from 'oxc-parser';
import { itemsOf, type Scalar, textOf, type Value, valueAt } from '../documents/index.ts';

/** A text of a script that is sent as the scope of a request, and whom the request goes to where that is written. */
export interface ScriptScope {
  readonly scope: string;
  readonly url: string | null;
}

type Node = { readonly type: string; readonly [name: string]: unknown };

const PARAMETERS = new Set(['grant_type', 'client_id', 'response_type', 'redirect_uri']);
/**
 * Scripts of collections are short; what is longer is a library that somebody pasted. The parser recurses on its native stack, and a text of
 * tens of thousands of opening signs takes the whole process down, so that both bounds are its keepers.
 */
const MAX_LENGTH = 10_000;
const MAX_NESTING = 100;

/** The lines of the scripts that run before a request or after it, as one text each with the values that they come from. */
export function scriptsOf(item: Value): readonly { readonly code: string; readonly lines: readonly Scalar[] }[] {
  return itemsOf(valueAt(item, 'event')).flatMap((event) => {
    const exec = valueAt(event, 'script', 'exec');
    const values = exec?.kind === 'list' ? exec.items : exec === undefined ? [] : [exec];
    const lines = values.filter((line): line is Scalar => line.kind === 'scalar' && textOf(line) !== null);
    return lines.length === 0 ? [] : [{ code: lines.map(textOf).join('\n'), lines }];
  });
}

/**
 * The scopes that a script sends by `pm.sendRequest`: rows of a form (`{key: 'scope', value: '…'}`), an object with other parameters of
 * OAuth, an encoded body. What is put together while it runs is left out.
 */
export function scopesSentBy(code: string): readonly ScriptScope[] {
  if (!/scope/.test(code) || code.length > MAX_LENGTH || nestingOf(code) > MAX_NESTING) return [];
  const { program, errors } = parseSync('script.js', code, { sourceType: 'script' });
  if (errors.length > 0) return [];
  const sent: ScriptScope[] = [];
  visit(program as unknown as Node, null, sent, 0);
  return sent;
}

function visit(node: Node, url: string | null, sent: ScriptScope[], depth: number): void {
  if (depth > 20 * MAX_NESTING) return;
  let own = url;
  if (node.type === 'ArrayExpression') {
    const rows = (node['elements'] as readonly (Node | null)[]).map((row) => (row === null ? {} : propertiesOf(row)));
    if (rows.some(({ key }) => PARAMETERS.has(literalOf(key) ?? '')))
      for (const { key, value, disabled } of rows)
        if (literalOf(key) === 'scope' && disabled?.['value'] !== true) add(literalOf(value), own, sent);
  } else if (node.type === 'ObjectExpression') {
    const properties = propertiesOf(node);
    own = literalOf(properties['url']) ?? own;
    if (Object.keys(properties).some((name) => PARAMETERS.has(name))) add(literalOf(properties['scope']), own, sent);
  } else {
    const text = literalOf(node);
    if (text?.includes('grant_type=')) add(encodedScope(text), own, sent);
  }
  for (const child of Object.values(node)) {
    for (const one of Array.isArray(child) ? child : [child])
      if (typeof one === 'object' && one !== null && 'type' in one) visit(one as Node, own, sent, depth + 1);
  }
}

function nestingOf(code: string): number {
  let [depth, deepest] = [0, 0];
  for (const sign of code) {
    if ('([{'.includes(sign)) depth += 1;
    else if (')]}'.includes(sign)) depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function add(scope: string | null, url: string | null, sent: ScriptScope[]): void {
  if (scope !== null) sent.push({ scope, url });
}

function propertiesOf(node: Node): Readonly<Record<string, Node>> {
  if (node.type !== 'ObjectExpression') return {};
  const entries = (node['properties'] as readonly Node[]).flatMap((property): [string, Node][] => {
    const key = property['key'] as Node | undefined;
    const name = key === undefined ? null : key.type === 'Identifier' ? String(key['name']) : literalOf(key);
    return name === null || property.type !== 'Property' ? [] : [[name, property['value'] as Node]];
  });
  return Object.fromEntries(entries);
}

/** A text that is written out; null for one with anything in it that the script fills in. */
function literalOf(node: Node | undefined): string | null {
  if (node?.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : null;
  if (node?.type !== 'TemplateLiteral' || (node['expressions'] as readonly Node[]).length > 0) return null;
  const [quasi] = node['quasis'] as readonly { readonly value: { readonly cooked: string | null } }[];
  return quasi?.value.cooked ?? null;
}

function encodedScope(body: string): string | null {
  const pair = body.split('&').find((one) => one.startsWith('scope='));
  if (pair === undefined) return null;
  try {
    return decodeURIComponent(pair.slice('scope='.length).replaceAll('+', ' '));
  } catch {
    return null;
  }
}
