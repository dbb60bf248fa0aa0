import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compilePolicy } from '../compile.ts';
import { type ShopParts, shopText } from './shop-policy.ts';

/** What is told of a shop's policy: the code, what stands at its place, and what is said. */
export const told = (parts: ShopParts): string[][] => toldOf(shopText(parts));

/** The same of a text. */
export function toldOf(text: string): string[][] {
  const lines = text.split('\n');
  return compilePolicy([{ path: 'shop.yaml', text }]).diagnostics.map(({ code, line, column, message, help }) => [
    code,
    (lines[line - 1] ?? '').slice(column - 1),
    message,
    help,
  ]);
}

/** What is wrong, and what is told of it. */
export type Case = readonly [what: string, parts: ShopParts, ...told: (readonly [string, string, string, string])[]];

/** A test for each. */
export function tells(cases: readonly Case[]): void {
  for (const [what, parts, ...expected] of cases)
    test(what, () => {
      assert.deepEqual(told(parts), expected);
    });
}
