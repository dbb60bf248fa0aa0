import { randomUUID } from 'node:crypto';
import { issuedTokens, timelineOf } from '../../records/index.ts';
import { revoke } from '../../revocation/index.ts';
import { ManagementError } from '../management-error.ts';
import { shownEntry } from './ledger.ts';
import { ADMINISTRATORS, causeOf, READERS, type Routes } from './route.ts';

const FINGERPRINT = '^[A-Za-z0-9_-]{1,32}:[A-Za-z0-9_-]{43}$';

interface ListQuery {
  readonly client?: string;
  readonly scope?: string;
  readonly jti?: string;
  readonly grant?: string;
  readonly before?: number;
}

/**
 * `GET /v1/tokens?client=&scope=&jti=&grant=&before=`: access tokens that were issued, newest first. `GET /v1/tokens/:fingerprint`:
 * the life of one token. `POST /v1/tokens/revoke`: end one, or all of a grant, at every guard.
 *
 * A token itself is never taken: what stands in an address stands in logs. It is known by its `jti`, or by the fingerprint that
 * `ambit token` makes of it on the host.
 */
export const tokenRoutes: Routes = (server, { store, writer, fingerprinter, issuer }) => {
  server.get<{ Querystring: ListQuery }>(
    '/v1/tokens',
    {
      config: { roles: READERS },
      schema: {
        querystring: {
          type: 'object',
          additionalProperties: false,
          properties: {
            client: { type: 'string', maxLength: 200 },
            scope: { type: 'string', maxLength: 256 },
            jti: { type: 'string', minLength: 1, maxLength: 500 },
            grant: { type: 'string', minLength: 1, maxLength: 200 },
            before: { type: 'integer', minimum: 0 },
          },
        },
      },
    },
    async ({ query }) => {
      const { client, scope, grant, jti, before } = query;
      const jtiFingerprint = jti === undefined ? undefined : fingerprinter.ofJti(issuer, jti);
      return await issuedTokens(store, { clientId: client, scope, grantId: grant, jtiFingerprint, before });
    },
  );

  server.get<{ Params: { fingerprint: string } }>(
    '/v1/tokens/:fingerprint',
    {
      config: { roles: READERS },
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
      config: { roles: ADMINISTRATORS },
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
    async ({ body, caller }) => {
      // The authorization server is not told: that takes the client's own credentials. The guards deny the tokens within a second.
      const appended = await revoke({
        store,
        writer,
        target: body,
        reason: 'operator',
        operation: randomUUID(),
        after: causeOf(caller),
        upstream: 'incomplete',
      });
      return { entries: appended.map(({ id }) => id) };
    },
  );
};
