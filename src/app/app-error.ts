/**
 * - `configuration_invalid`: `ambit.config.yaml` can't be read or says something that it can't; the message has one line a problem
 * - `secret_missing`: a secret that the configuration points to isn't there
 * - `data_newer`: a newer Ambit wrote the data directory
 * - `data_unusable`: the data directory, or a file in it, isn't as this Ambit left it
 * - `already_running`: another process does this already on the same data directory
 * - `policy_refused`: no policy is active and the one in the folder can't become so; the message lists why
 * - `role_failed`: a process of Ambit can't start
 * - `not_running`: nothing answers at the management socket
 */
export type AppErrorCode =
  | 'configuration_invalid'
  | 'secret_missing'
  | 'data_newer'
  | 'data_unusable'
  | 'already_running'
  | 'policy_refused'
  | 'role_failed'
  | 'not_running';

/** Ambit can't be started or reached. The message says why, where, and what to do. */
export class AppError extends Error {
  readonly code: AppErrorCode;

  constructor(code: AppErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
  }
}
