import type { Diagnostic } from './types.ts';

/** Who has that many mistakes in a file has one mistake. */
const MAX_DIAGNOSTICS = 1000;

/** The first of the diagnostics of a file, and how many more there are. */
export function boundedDiagnostics(found: readonly Diagnostic[], all = found.length): Diagnostic[] {
  const last = found[MAX_DIAGNOSTICS];
  if (last === undefined) return [...found];
  const { severity, file, line, column } = last;
  return [
    ...found.slice(0, MAX_DIAGNOSTICS),
    {
      code: 'further_errors',
      severity,
      ...{ file, line, column },
      message: `${all - MAX_DIAGNOSTICS} more are wrong from here on`,
      help: `Mend the ${MAX_DIAGNOSTICS} before it first.`,
    },
  ];
}
