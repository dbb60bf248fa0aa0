import assert from 'node:assert/strict';
import { compilePolicy } from '../compile.ts';
import { EXAMPLE_TIME } from '../rules/index.ts';
import type { Diagnostic } from '../types.ts';
import { type ShopParts, shopText } from './shop-policy.ts';

/** What the rules warn of in a shop's policy, less what is so in most of the tests. */
function warnings(parts: ShopParts, time: number): Diagnostic[] {
  const compilation = compilePolicy([{ path: 'shop.yaml', text: shopText(parts) }]);
  assert.deepEqual(compilation.diagnostics, []);
  return compilation
    .warnings({ time })
    .filter(({ rule }) => rule !== 'resource-server-without-scopes' && rule !== 'client-expiry-far');
}

/** As `definition rule: message`. */
export function warned(parts: ShopParts, time = EXAMPLE_TIME): string[] {
  return warnings(parts, time).map(({ definition, rule, message }) => `${definition} ${rule}: ${message}`);
}

/** As `definition rule`. */
export function rulesOf(parts: ShopParts, time = EXAMPLE_TIME): string[] {
  return warnings(parts, time).map(({ definition, rule }) => `${definition} ${rule}`);
}

/** The messages of one rule. */
export function warnedBy(rule: string, parts: ShopParts, time = EXAMPLE_TIME): string[] {
  return warnings(parts, time).flatMap((one) => (one.rule === rule ? one.message : []));
}

/** The rules that refuse a shop's policy. */
export function refusedBy(parts: ShopParts): string[] {
  return compilePolicy([{ path: 'shop.yaml', text: shopText(parts) }]).diagnostics.map(
    ({ rule, code }) => rule ?? code,
  );
}
