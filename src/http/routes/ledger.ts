import { type EntryKind, type LoggedEntry, readEntries, readEntry, textsOf } from '../../ledger/index.ts';
import { cacheControlOf, readLogFile } from '../log-files.ts';
import { ManagementError } from '../management-error.ts';
import { READERS, type Routes } from './route.ts';

const MAX_ENTRIES = 1000;
const PREFIX = '/v1/ledger/';

/**
 * `GET /v1/ledger/checkpoint`, `/v1/ledger/tile/…`, `/v1/ledger/blob/sha256/…`: the log as C2SP tlog-tiles has it, with this prefix.
 * `GET /v1/ledger/entries?from=&limit=&kind=`: entries in order. `GET /v1/ledger/entries/:index`: one.
 * `GET /v1/ledger/entries/:index/texts`: what people wrote that it holds sealed, for auditors and administrators; for others whether it is there.
 */
export const ledgerRoutes: Routes = (server, { store, sealed }) => {
  for (const path of ['checkpoint', 'newest-checkpoint', 'log-keys', 'tile/*', 'blob/*'])
    server.get(`${PREFIX}${path}`, { config: { roles: READERS } }, async ({ url }, reply) => {
      // As it came: a router decodes what a tile's one spelling doesn't have.
      const file = url.startsWith(PREFIX) ? await readLogFile(store, url.slice(PREFIX.length)) : null;
      if (file === null) throw new ManagementError('not_found', `The log has nothing at ${url}.`);
      // It came for a session, and no cache of others may keep it.
      if (file.immutable) reply.header('cache-control', cacheControlOf(file, 'private'));
      return reply.type(file.type).send(file.bytes);
    });

  server.get<{ Querystring: { from: number; limit: number; kind?: string } }>(
    '/v1/ledger/entries',
    {
      config: { roles: READERS },
      schema: {
        querystring: {
          type: 'object',
          additionalProperties: false,
          properties: {
            from: { type: 'integer', minimum: 0, default: 0 },
            limit: { type: 'integer', minimum: 1, maximum: MAX_ENTRIES, default: 100 },
            kind: { type: 'string', pattern: '^[a-z_.]+$' },
          },
        },
      },
    },
    async ({ query: { from, limit, kind } }) => {
      const entries: LoggedEntry[] = [];
      const kinds = kind === undefined ? {} : { kinds: [kind as EntryKind] };
      for await (const entry of readEntries(store, { from, limit, ...kinds })) entries.push(entry);
      return {
        entries: entries.map(shownEntry),
        next: entries.length < limit ? null : (entries.at(-1)?.index ?? 0) + 1,
      };
    },
  );

  server.get<{ Params: { index: number } }>(
    '/v1/ledger/entries/:index',
    {
      config: { roles: READERS },
      schema: { params: { type: 'object', properties: { index: { type: 'integer', minimum: 0 } } } },
    },
    async ({ params: { index } }) => {
      const entry = await readEntry(store, index);
      if (entry === null) throw new ManagementError('not_found', `The ledger has no entry ${index}.`);
      return shownEntry(entry);
    },
  );

  server.get<{ Params: { index: number } }>(
    '/v1/ledger/entries/:index/texts',
    {
      config: { roles: READERS },
      schema: { params: { type: 'object', properties: { index: { type: 'integer', minimum: 0 } } } },
    },
    async ({ params: { index }, caller }) => {
      const entry = await readEntry(store, index);
      if (entry === null) throw new ManagementError('not_found', `The ledger has no entry ${index}.`);
      const mayRead = caller.kind === 'host' || caller.roles.some((role) => role === 'auditor' || role === 'admin');
      const texts = await textsOf(sealed, entry.entry.body);
      return {
        texts: texts.map((one) => (mayRead || one.state !== 'held' ? one : { ...one, state: 'hidden', text: null })),
      };
    },
  );
};

/** An entry as the API shows it. */
export function shownEntry({ index, id, entry }: LoggedEntry): object {
  return { index, id, entry };
}
