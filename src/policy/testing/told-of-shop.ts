import { compilePolicy } from '../compile.ts';
import { type ShopParts, shopText } from './shop-policy.ts';

/** What a compiler says of sections that stand below the rest of a shop's policy, `line:column code: message | help`; their first line is 1. */
export function toldOf(more: string, parts: Omit<ShopParts, 'more'> = {}): string[] {
  const before = shopText(parts).split('\n').length - 1;
  return compilePolicy([{ path: 'shop.yaml', text: shopText({ ...parts, more }) }]).diagnostics.map(
    ({ line, column, code, message, help }) => `${line - before}:${column} ${code}: ${message} | ${help}`,
  );
}
