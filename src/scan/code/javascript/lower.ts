import { parseSync } from 'oxc-parser';
import { ScanError } from '../../scan-error.ts';
import type { ScannedFile } from '../../types.ts';
import type { Module } from '../model.ts';
import { mayBeTooDeep } from './deep-code.ts';
import { type EsNode, Lowering } from './statements.ts';

type Parsed = ReturnType<typeof parseSync>;
type Options = NonNullable<Parameters<typeof parseSync>[2]>;

/**
 * Lowers JavaScript and TypeScript, JSX included, the scripts of Vue and Svelte components, and JSON that is imported.
 *
 * @throws ScanError where the parser gives up on it
 */
export function lowerJavaScript({ path, text }: ScannedFile): Module {
  if (/\.json$/i.test(path)) return lowerProgram(path, text, parse('json.js', `(${text}\n)`, [{ lang: 'js' }]));
  const script = /\.(vue|svelte|astro)$/i.test(path) ? scriptOf(text) : text;
  return lowerProgram(path, text, parse(path, script, attemptsFor(path)));
}

function lowerProgram(path: string, source: string, { program, problem }: Attempt): Module {
  const lowering = new Lowering();
  try {
    lowering.program(program);
  } catch (error) {
    if (error instanceof RangeError) throw new ScanError('too_deep', 0, 'this code is nested too deep');
    throw error;
  }
  const { roots, exports, reexports, imports, scope } = lowering;
  return { path, source, scope, roots, exports, reexports, imports, problem };
}

interface Attempt {
  readonly program: EsNode;
  readonly problem: Module['problem'];
}

function attemptsFor(path: string): readonly Options[] {
  if (/\.tsx$/i.test(path)) return [{ lang: 'tsx' }];
  if (/\.[mc]?ts$/i.test(path)) return [{ lang: 'ts' }];
  if (/\.(vue|svelte|astro)$/i.test(path)) return [{ lang: 'ts' }, { lang: 'tsx' }];
  // Types of Flow are much like those of TypeScript; what isn't a module may return at its top level.
  return [{ lang: 'jsx' }, { lang: 'jsx', sourceType: 'script' }, { lang: 'tsx' }];
}

function parse(path: string, text: string, attempts: readonly Options[]): Attempt {
  if (mayBeTooDeep(text)) throw new ScanError('too_deep', 0, 'this code is nested too deep');
  let best: Attempt | null = null;
  for (const options of attempts) {
    let parsed: Parsed;
    let program: EsNode;
    try {
      parsed = parseSync(path, text, options);
      program = parsed.program as unknown as EsNode;
    } catch {
      // The tree itself couldn't be handed over: it is nested too deep.
      throw new ScanError('too_deep', 0, 'this code is nested too deep');
    }
    const [error] = parsed.errors;
    if (error === undefined) return { program, problem: null };
    // The parser's own message may quote the file.
    const problem = { offset: error.labels[0]?.start ?? 0, message: 'this is not JavaScript or TypeScript' };
    const body = program['body'];
    if (Array.isArray(body) && body.length > 0) best ??= { program, problem: null };
    else best ??= { program, problem };
  }
  return best ?? { program: { type: 'Program', start: 0, end: 0, body: [] }, problem: null };
}

/** The scripts of a component where they stand, all else blank. */
function scriptOf(text: string): string {
  if (/^\s*---\n/.test(text)) {
    const start = text.indexOf('---') + 3;
    const end = text.indexOf('\n---', start);
    return end === -1 ? '' : `${blank(text.slice(0, start))}${text.slice(start, end)}`;
  }
  let script = '';
  let at = 0;
  for (;;) {
    const open = text.indexOf('<script', at);
    if (open === -1) break;
    const start = text.indexOf('>', open) + 1;
    const end = text.indexOf('</script', start);
    if (start === 0 || end === -1) break;
    script += blank(text.slice(at, start)) + text.slice(start, end);
    at = end;
  }
  return script;
}

function blank(text: string): string {
  return text.replaceAll(/[^\n\r]/g, ' ');
}
