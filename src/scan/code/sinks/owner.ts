import type { ClassLiteral, Module } from '../model.ts';

/** The innermost class of the file in which a place is. */
export function ownerOf({ scope }: Module, offset: number): ClassLiteral | null {
  let owner: ClassLiteral | null = null;
  for (const { values } of scope.bindings.values())
    for (const value of values)
      if (value.kind === 'class' && value.offset <= offset && offset < value.end)
        if (owner === null || value.offset > owner.offset) owner = value;
  return owner;
}
