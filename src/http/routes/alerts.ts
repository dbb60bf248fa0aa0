import { listAlerts, readAlert } from '../../notify/index.ts';
import { ManagementError } from '../management-error.ts';
import type { Routes } from './route.ts';

const MAX_ALERTS = 200;

/** `GET /v1/alerts?before=&limit=`: the newest alerts and what became of each. `GET /v1/alerts/:id`: one, by the id of its entry. */
export const alertRoutes: Routes = (server, { store }) => {
  server.get<{ Querystring: { before?: number; limit: number } }>(
    '/v1/alerts',
    {
      schema: {
        querystring: {
          type: 'object',
          additionalProperties: false,
          properties: {
            before: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
            limit: { type: 'integer', minimum: 1, maximum: MAX_ALERTS, default: 50 },
          },
        },
      },
    },
    ({ query }) => listAlerts(store, query),
  );

  server.get<{ Params: { id: string } }>(
    '/v1/alerts/:id',
    {
      schema: { params: { type: 'object', properties: { id: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' } } } },
    },
    async ({ params: { id } }) => {
      const alert = await readAlert(store, id);
      if (alert === null) throw new ManagementError('not_found', `No alert has the id ${id}.`);
      return alert;
    },
  );
};
