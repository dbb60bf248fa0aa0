import { fieldOf, namedOf, type SyntaxNode } from '../grammars.ts';
import { firstOf, type Lowered } from '../lowered.ts';

/** The last name of a type, without what it is of: `List` of `System.Collections.Generic.List<string>`. */
export function typeName(node: SyntaxNode, to: Lowered): string {
  switch (node.type) {
    case 'generic_name':
    case 'nullable_type': {
      const [name] = namedOf(node);
      return name === undefined ? '' : typeName(name, to);
    }
    case 'qualified_name':
    case 'alias_qualified_name': {
      const name = fieldOf(node, 'name') ?? namedOf(node).at(-1);
      return name === null || name === undefined ? '' : typeName(name, to);
    }
    case 'this_expression':
      return 'this';
    default:
      return to.textOf(node).replace(/^@/, '');
  }
}

/** Of what a list's type is a list: `Client` of `IEnumerable<Client>` and `Client[]`. */
export function elementTypeOf(type: SyntaxNode): SyntaxNode | null {
  if (type.type === 'array_type') return fieldOf(type, 'type');
  if (type.type === 'nullable_type') return elementTypeOf(namedOf(type)[0] ?? type);
  if (type.type === 'qualified_name') return elementTypeOf(fieldOf(type, 'name') ?? type);
  if (type.type !== 'generic_name') return null;
  const of = firstOf(type, 'type_argument_list');
  return (of === null ? null : namedOf(of)[0]) ?? null;
}
