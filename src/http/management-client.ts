import { request } from 'node:http';
import { ManagementError, type ManagementErrorCode } from './management-error.ts';

const TIMEOUT_MILLISECONDS = 30_000;
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

export interface ManagementRequest {
  /** Path of the Unix socket. */
  readonly socket: string;
  readonly method: 'GET' | 'POST';
  /** Path and query. */
  readonly path: string;
  readonly body?: unknown;
}

/**
 * Asks the management API. Resolves with its answer: JSON parsed, other text as it is.
 *
 * @throws ManagementError `not_running` where nothing answers; otherwise what the API says
 */
export async function callManagement({ socket, method, path, body }: ManagementRequest): Promise<unknown> {
  const { status, type, text } = await exchange(socket, method, path, body);
  const answer: unknown = type.includes('json') ? JSON.parse(text) : text;
  if (status < 400) return answer;
  const error = Object(Object(answer).error) as { code?: ManagementErrorCode; message?: string; details?: unknown };
  throw new ManagementError(error.code ?? 'internal', error.message ?? `The management API answers ${status}.`, {
    details: error.details,
  });
}

function exchange(
  socket: string,
  method: string,
  path: string,
  body: unknown,
): Promise<{ status: number; type: string; text: string }> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void =>
      reject(
        new ManagementError(
          'not_running',
          `Nothing answers at ${socket}: is Ambit running on this data directory (ambit up)?`,
          { cause },
        ),
      );
    const sent = request(
      {
        socketPath: socket,
        method,
        path,
        timeout: TIMEOUT_MILLISECONDS,
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
      },
      (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        response.on('data', (chunk: Buffer) => {
          length += chunk.length;
          if (length > MAX_ANSWER_BYTES) sent.destroy(new Error('the answer is too long'));
          else chunks.push(chunk);
        });
        response.on('error', fail);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('it does not answer in time')));
    sent.on('error', fail);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
