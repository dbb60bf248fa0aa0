import { CliError, EXIT, type ExitCode } from './cli-error.ts';

/** What a person is told of an error, and how the process ends. */
export interface Complaint {
  /** Ends in a newline. */
  readonly text: string;
  readonly exitCode: ExitCode;
}

/**
 * One sentence for whatever was foreseen: errors of our rooms have a `code` in lower case, the system's one in capitals. Anything
 * else is a defect of ours, and is shown with its stack so that it can be reported.
 */
export function describeError(error: unknown): Complaint {
  if (!(error instanceof Error)) return { text: `ambit: ${String(error)}\n`, exitCode: EXIT.unable };
  const exitCode = error instanceof CliError ? error.exitCode : EXIT.unable;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && /^[a-z]+(_[a-z]+)*$/.test(code))
    return { text: `ambit: ${sentence(error.message)}\n`, exitCode };
  if (typeof code === 'string' && /^E[A-Z0-9]+$/.test(code))
    return { text: `ambit: ${sentence(systemMessage(code, error as NodeJS.ErrnoException))}\n`, exitCode };
  return { text: `ambit: this is a defect in Ambit, please report it:\n${error.stack ?? error.message}\n`, exitCode };
}

function sentence(text: string): string {
  return /[.:!?]$/.test(text) || text.includes('\n') ? text : `${text}.`;
}

function systemMessage(code: string, error: NodeJS.ErrnoException): string {
  const path = error.path ?? 'a file';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `There is no room left on the disk${error.path === undefined ? '' : ` that holds ${path}`}: free some, then try again`;
    case 'EACCES':
    case 'EPERM':
      return `${path} may not be used by this user: change its owner or mode, or run as another user`;
    case 'EROFS':
      return `${path} is on a file system that can't be written`;
    case 'ENOENT':
      return `${path} is not there`;
    case 'EISDIR':
      return `${path} is a folder where a file was expected`;
    case 'ENOTDIR':
      return `${path} is a file where a folder was expected`;
    default:
      return error.message;
  }
}
