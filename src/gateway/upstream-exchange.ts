import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { GatewayError } from './gateway-error.ts';
import { WITHHELD_FROM_CLIENTS } from './header-rules.ts';
import type { ResponseHead } from './types.ts';

/** Takes an answer as it comes. What a method throws ends the exchange with that error. */
export interface AnswerSink {
  onHead(head: ResponseHead, controller: Dispatcher.DispatchController): void;
  onData(chunk: Buffer, controller: Dispatcher.DispatchController): void;
}

const TIMEOUTS: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

const MALFORMED: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH']);

/**
 * One request and its answer, as undici's callbacks tell it. Waiting for a connection is over when `onRequestStart` comes: an
 * error before that means that nothing was sent.
 */
export function exchange(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  sink: AnswerSink,
  onController: (controller: Dispatcher.DispatchController) => void = () => {},
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let connected = false;
  dispatcher.dispatch(options, {
    onRequestStart(controller) {
      connected = true;
      onController(controller);
    },
    onResponseStart(controller, status, headers) {
      // 100 and 103 are for the hop; the answer is still to come.
      if (status >= 200) sink.onHead({ status, headers: clientHeaders(headers) }, controller);
    },
    onResponseData: (controller, chunk) => sink.onData(chunk, controller),
    onResponseEnd: () => resolve(),
    onResponseError: (_controller, error) => reject(exchangeError(error, connected)),
  });
  return promise;
}

/** Headers of an answer as they may reach the client: without the hop's, and without what `Connection` names. */
function clientHeaders(headers: IncomingHttpHeaders): readonly string[] {
  const connection = headers.connection;
  const nominated =
    connection === undefined || connection === 'keep-alive' || connection === 'close' ? null : connection;
  const passed: string[] = [];
  for (const name in headers) {
    if (WITHHELD_FROM_CLIENTS.has(name)) continue;
    if (nominated?.toLowerCase().split(/[ ,]+/).includes(name)) continue;
    const value = headers[name];
    if (typeof value === 'string') passed.push(name, value);
    else for (const one of value ?? []) passed.push(name, one);
  }
  return passed;
}

function exchangeError(error: Error, connected: boolean): Error {
  if (error instanceof GatewayError) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  // The parser's error carries the bytes that it stopped at, and there may be a token among them: no cause is kept.
  if (error.name === 'HTTPParserError' || MALFORMED.has(code))
    return new GatewayError('upstream_answer_refused', 'the server behind gave a malformed answer');
  if (!connected)
    return new GatewayError('upstream_unreachable', 'the server behind can not be reached', { cause: error });
  if (TIMEOUTS.has(code))
    return new GatewayError('upstream_timeout', 'the server behind did not answer in time', { cause: error });
  return new GatewayError('upstream_failed', 'the server behind broke off', { cause: error });
}
