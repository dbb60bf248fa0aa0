import { ConnectError } from '../connect-error.ts';
import { accessLogReader } from './access-log.ts';
import { keycloakEventsReader } from './keycloak-events.ts';
import type { EndpointPaths, LogReader, RequestLog } from './types.ts';

/** Every reader of logs. A file is read by the first that recognises it. */
export const logReaders: readonly LogReader[] = [keycloakEventsReader, accessLogReader];

const BEGINNING_CHARACTERS = 16 * 1024;

/**
 * Reads a log of requests.
 *
 * @throws ConnectError `unrecognised` where no reader takes it; what the readers throw
 */
export function readRequestLog(path: string, text: string, paths: EndpointPaths): RequestLog {
  const beginning = text.slice(0, BEGINNING_CHARACTERS);
  const reader = logReaders.find((one) => one.recognises(beginning));
  if (reader === undefined)
    throw new ConnectError(
      'unrecognised',
      { file: path, line: 1, column: 1 },
      `this is no log that Ambit reads. It reads: ${logReaders.map(({ title }) => title).join('; ')}`,
    );
  return reader.read(path, text, paths);
}
