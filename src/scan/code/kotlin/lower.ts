import { ScanError } from '../../scan-error.ts';
import type { ScannedFile } from '../../types.ts';
import { brokenAt } from '../grammars.ts';
import type { Module } from '../model.ts';
import { parseKotlin } from './parse.ts';
import { Lowering } from './statements.ts';

/** Lowers Kotlin, its scripts too. @throws ScanError where the parser gives up on it */
export function lowerKotlin({ path, text }: ScannedFile): Module {
  const tree = parseKotlin(text);
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
  const problem = broken === null ? null : { offset: broken, message: 'this is not Kotlin' };
  return { path, source: text, scope, roots, exports, reexports: [], imports, problem };
}
