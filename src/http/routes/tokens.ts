import { randomUUID } from 'node:crypto';
import { timelineOf } from '../../records/index.ts';
import { revoke } from '../../revocation/index.ts';
import { ManagementError } from '../management-error.ts';
import { shownEntry } from './ledger.ts';
import type { Routes } from './route.ts';

const FINGERPRINT = '^[A-Za-z0-9_-]{1,32}:[A-Za-z0-9_-]{43}$';

/** `GET /v1/tokens/:fingerprint`: the life of one token. `POST /v1/tokens/revoke`: end one, or all of a grant, at every guard. */
export const tokenRoutes: Routes = (server, { store, writer }) => {
  server.get<{ Params: { fingerprint: string } }>(
    '/v1/tokens/:fingerprint',
    {
      schema: {
        params: { type: 'object', properties: { fingerprint: { type: 'string', pattern: FINGERPRINT } } },
      },
    },
    async ({ params: { fingerprint } }) => {
      const entries = await timelineOf(store, `token:${fingerprint}`);
      if (entries.length === 0)
        throw new ManagementError('not_found', `No entry names the token ${fingerprint}: is it of this ledger?`);
      return { fingerprint, entries: entries.map(shownEntry) };
    },
  );

  server.post<{ Body: { fingerprint: string } | { grantId: string } }>(
    '/v1/tokens/revoke',
    {
      schema: {
        body: {
          type: 'object',
          additionalProperties: false,
          minProperties: 1,
          maxProperties: 1,
          properties: {
            fingerprint: { type: 'string', pattern: FINGERPRINT },
            grantId: { type: 'string', minLength: 1, maxLength: 200 },
          },
        },
      },
    },
    async ({ body }) => {
      // The authorization server is not told: that takes the client's own credentials. The guards deny the tokens within a second.
      const appended = await revoke({
        store,
        writer,
        target: body,
        reason: 'operator',
        operation: randomUUID(),
        after: [],
        upstream: 'incomplete',
      });
      return { entries: appended.map(({ id }) => id) };
    },
  );
};
