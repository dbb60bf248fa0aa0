import type { SyntaxNode } from '../grammars.ts';
import type { Argument, Expression } from '../model.ts';

/** How what depends on configuration is said. */
export const CONFIGURATION = "the configuration's ";

export function isConfiguration(value: Expression): boolean {
  return value.kind === 'unknown' && value.reason?.startsWith(CONFIGURATION) === true;
}

/** What `IConfiguration` gives: `GetSection("A:B").Get<string[]>()`. */
export function configuredBy(
  callee: Expression,
  all: readonly Argument[],
  { offset, end }: SyntaxNode,
): Expression | null {
  if (isConfiguration(callee)) return callee;
  if (callee.kind !== 'member' || !/^(GetSection|GetRequiredSection|GetValue)$/.test(callee.name)) return null;
  const [key] = all;
  if (key?.value.kind !== 'text') return null;
  return { kind: 'unknown', reason: `${CONFIGURATION}${key.value.value.replaceAll(/[^\w:.-]/g, '')}`, offset, end };
}
