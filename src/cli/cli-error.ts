/**
 * How `ambit` ends: 0, all is well; 1, it did what was asked and found something (a policy that doesn't hold, a ledger that was
 * changed, a refusal); 2, it couldn't do what was asked (usage, configuration, environment). Ctrl-C gives 130.
 */
export const EXIT = { ok: 0, findings: 1, unable: 2, interrupted: 130 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with one sentence for a person. */
export class CliError extends Error {
  readonly code = 'command_failed';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = EXIT.unable, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'CliError';
    this.exitCode = exitCode;
  }
}
