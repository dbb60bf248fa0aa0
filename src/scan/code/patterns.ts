import type { Expression } from './model.ts';

const MAX_FOLLOWED = 3;

/**
 * The parts of a pattern that is filled in (`String.format`, `string.Format`, `sprintf`): of a text, of texts that are put together, and
 * of a constant that has one such value. Null where it is nothing that is written.
 */
export function patternParts(expression: Expression, followed = 0): readonly Expression[] | null {
  if (expression.kind === 'text') return [expression];
  if (expression.kind === 'concatenation')
    return expression.parts.some(({ kind }) => kind === 'text') ? expression.parts : null;
  if (followed >= MAX_FOLLOWED) return null;
  const [value, another] = valuesOf(expression);
  return value === undefined || another !== undefined ? null : patternParts(value, followed + 1);
}

function valuesOf(expression: Expression): readonly Expression[] {
  if (expression.kind === 'name') {
    const binding = expression.scope.lookUp(expression.name);
    return binding === null || binding.imported !== null || binding.parameter !== null ? [] : binding.values;
  }
  // `self::URL`, `this.url`
  if (expression.kind !== 'member' || expression.object.kind !== 'name') return [];
  const { name, scope } = expression.object;
  const [owner] = scope.lookUp(name)?.values ?? [];
  return owner?.kind === 'class' ? (owner.members.bindings.get(expression.name)?.values ?? []) : [];
}
