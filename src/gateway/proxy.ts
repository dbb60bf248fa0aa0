import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import type { Dispatcher } from 'undici';
import { GatewayError } from './gateway-error.ts';
import { refuseAnnouncedLength, tooLarge } from './request-body.ts';
import type { ProxyRequest, ResponseHead } from './types.ts';
import { exchange } from './upstream-exchange.ts';

/** Streams a request upstream and its answer back. */
export async function proxy(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  { head, request, response, maxBodyBytes, onResponseHead }: ProxyRequest,
): Promise<number> {
  if (maxBodyBytes !== undefined) refuseAnnouncedLength(head, maxBodyBytes);
  let controller: Dispatcher.DispatchController | null = null;
  let status = 0;
  const passOn = (answer: ResponseHead): void => {
    status = answer.status;
    // The server behind may answer before it has read the body; what is still to come of it ends with the connection.
    if (head.hasBody && !request.complete) response.shouldKeepAlive = false;
    response.writeHead(answer.status, answer.headers as string[]);
  };
  const clientGone = (): void => {
    if (!response.writableFinished) controller?.abort(new GatewayError('upstream_failed', 'the client went away'));
  };
  const drained = (): void => controller?.resume();
  response.once('close', clientGone);
  response.on('drain', drained);
  try {
    await exchange(
      dispatcher,
      head.hasBody ? { ...options, body: meteredBody(request, maxBodyBytes ?? Number.POSITIVE_INFINITY) } : options,
      {
        onHead(answer, control) {
          if (onResponseHead === undefined) return passOn(answer);
          const changed = onResponseHead(answer);
          if (!(changed instanceof Promise)) return passOn(changed);
          control.pause();
          changed.then(passOn).then(
            () => control.resume(),
            (error: Error) => control.abort(error),
          );
        },
        onData(chunk, control) {
          if (!response.write(chunk)) control.pause();
        },
      },
      (control) => {
        controller = control;
        if (response.destroyed) clientGone();
      },
    );
    response.end();
    return status;
  } catch (error) {
    if (response.headersSent) response.destroy();
    throw error;
  } finally {
    response.off('close', clientGone);
    response.off('drain', drained);
  }
}

/**
 * A request's body as a stream of its own: undici destroys the stream it was given when an exchange fails, and the client
 * would lose the connection on which it is to be told so.
 */
function meteredBody(request: IncomingMessage, maxBytes: number): Transform {
  let length = 0;
  const metered = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      length += chunk.length;
      if (length > maxBytes) done(tooLarge(maxBytes));
      else done(null, chunk);
    },
  });
  request.once('close', () => {
    if (!request.complete) metered.destroy(new GatewayError('body_incomplete', 'the connection ended within the body'));
  });
  metered.once('error', () => request.unpipe(metered));
  return request.pipe(metered);
}
