import { ScanError } from '../../scan-error.ts';
import type { ScannedFile } from '../../types.ts';
import { brokenAt, parseWith } from '../grammars.ts';
import type { Module } from '../model.ts';
import { Lowering } from './statements.ts';

/** Lowers Java. @throws ScanError where the parser gives up on it */
export function lowerJava({ path, text }: ScannedFile): Module {
  const tree = parseWith('java', text);
  const lowering = new Lowering(text);
  try {
    lowering.file(tree);
  } catch (error) {
    if (error instanceof RangeError) throw new ScanError('too_deep', 0, 'this code is nested too deep');
    throw error;
  }
  const { roots, imports, scope, exports } = lowering;
  // A file of which something was understood is no warning's worth.
  const broken = roots.length === 0 && imports.length === 0 ? brokenAt(tree) : null;
  const problem = broken === null ? null : { offset: broken, message: 'this is not Java' };
  return { path, source: text, scope, roots, exports, reexports: [], imports, problem };
}
