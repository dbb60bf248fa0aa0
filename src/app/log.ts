import { join } from 'node:path';
import { destination, type Logger, pino } from 'pino';
import type { Configuration } from './configuration.ts';
import type { DataDirectory } from './data-directory.ts';

export type { Logger } from 'pino';

const FILE_MODE = 0o600;
const MAX_CAUSES = 5;

/**
 * The log of one process: JSON lines, in the data directory or on stderr. Requests are not logged, the ledger records them; what
 * is, is faults and the life of processes.
 */
export function createLog({ log }: Pick<Configuration, 'log'>, directory: DataDirectory, process: string): Logger {
  const to =
    log.to === 'stderr'
      ? destination({ dest: 2, sync: true })
      : destination({ dest: join(directory.log, `${process}.log`), append: true, sync: true, mode: FILE_MODE });
  return pino(
    {
      level: log.level,
      base: { process },
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: {
        logMethod(args, method) {
          method.apply(this, args.map((one) => (typeof one === 'string' ? redacted(one) : one)) as typeof args);
        },
      },
    },
    to,
  );
}

/** What of a fault may be logged: names, codes and messages, all redacted. Never the request that it happened in. */
export interface LoggedFault {
  readonly name: string;
  readonly code: string | null;
  readonly message: string;
  readonly causes: readonly string[];
}

export function faultOf(fault: unknown): LoggedFault {
  if (!(fault instanceof Error))
    return { name: typeof fault, code: null, message: redacted(String(fault)), causes: [] };
  const causes: string[] = [];
  for (let cause = fault.cause; cause instanceof Error && causes.length < MAX_CAUSES; cause = cause.cause)
    causes.push(redacted(`${cause.name}: ${cause.message}`));
  const code = (fault as { code?: unknown }).code;
  return { name: fault.name, code: typeof code === 'string' ? code : null, message: redacted(fault.message), causes };
}

/**
 * A text without what could be a credential. Our own errors quote none; messages of libraries and of databases are not ours, and a
 * log is read by more people than a token is meant for.
 */
export function redacted(text: string): string {
  return text
    .replace(/\b(bearer|basic|dpop)\s+[A-Za-z0-9+/=._~-]+/gi, '$1 [redacted]')
    .replace(/\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*(\.[A-Za-z0-9_-]*)*/g, '[redacted]')
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1[redacted]@')
    .replace(
      /\b((?:access_|refresh_|id_)?token|code|client_secret|client_assertion|assertion|password|secret|code_verifier)(["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi,
      '$1$2[redacted]',
    );
}
