import { ScanError } from '../../scan-error.ts';
import type { ScannedFile } from '../../types.ts';
import { brokenAt, parseWith } from '../grammars.ts';
import type { Module } from '../model.ts';
import { Lowering } from './statements.ts';

/** Lowers Go. @throws ScanError where the parser gives up on it */
export function lowerGo({ path, text }: ScannedFile): Module {
  const tree = parseWith('go', text);
  const lowering = new Lowering(text);
  try {
    lowering.file(tree);
  } catch (error) {
    if (error instanceof RangeError) throw new ScanError('too_deep', 0, 'this code is nested too deep');
    throw error;
  }
  const { roots, imports, scope } = lowering;
  // A file of which something was understood is no warning's worth.
  const broken = roots.length === 0 && imports.length === 0 ? brokenAt(tree) : null;
  const problem = broken === null ? null : { offset: broken, message: 'this is not Go' };
  return { path, source: text, scope, roots, exports: null, reexports: [], imports, problem };
}
