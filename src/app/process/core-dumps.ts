import { writeFileSync } from 'node:fs';

/**
 * Keeps this process's memory, which holds keys and for moments tokens, out of core dumps: on Linux by choosing that a dump
 * contains none of it, which child processes inherit. Elsewhere only processes that a supervisor starts are covered
 * (`withoutCoreDumps`); what is started by hand should be under `ulimit -c 0`.
 */
export function keepMemoryFromCoreDumps(): void {
  try {
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // Not Linux, or /proc is read-only as in some containers.
  }
}

/** The command line that runs `command` with a limit of zero on core files, in the same process. */
export function withoutCoreDumps(command: readonly string[]): readonly [string, ...string[]] {
  return ['/bin/sh', '-c', 'ulimit -c 0; exec "$0" "$@"', ...command];
}
