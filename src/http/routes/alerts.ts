import { listAlerts, readAlert, retryAlert } from '../../notify/index.ts';
import { ManagementError } from '../management-error.ts';
import { ADMINISTRATORS, READERS, type Routes } from './route.ts';

const MAX_ALERTS = 200;

/**
 * `GET /v1/alerts?before=&limit=`: the newest alerts and what became of each. `GET /v1/alerts/:id`: one, by the id of its entry.
 * `POST /v1/alerts/:id/retry`: what was given up is tried again.
 */
export const alertRoutes: Routes = (server, { store }) => {
  server.get<{ Querystring: { before?: number; limit: number } }>(
    '/v1/alerts',
    {
      config: { roles: READERS },
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

  const schema = {
    params: { type: 'object', properties: { id: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' } } },
  };
  server.get<{ Params: { id: string } }>(
    '/v1/alerts/:id',
    { config: { roles: READERS }, schema },
    async ({ params: { id } }) => {
      const alert = await readAlert(store, id);
      if (alert === null) throw new ManagementError('not_found', `No alert has the id ${id}.`);
      return alert;
    },
  );

  server.post<{ Params: { id: string } }>(
    '/v1/alerts/:id/retry',
    { config: { roles: ADMINISTRATORS }, schema },
    async ({ params: { id } }) => {
      const destinations = await retryAlert(store, id, Date.now());
      if (destinations.length === 0) throw new ManagementError('not_found', `No alert ${id} was given up.`);
      return { destinations };
    },
  );
};
