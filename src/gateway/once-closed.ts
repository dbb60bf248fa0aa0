import type { ServerResponse } from 'node:http';

/** Calls back once a response is over, whether it was sent or its client went away; at once where it is over already. */
export function onceClosed(response: ServerResponse, then: () => void): void {
  if (response.closed || response.destroyed) then();
  else response.once('close', then);
}
