import { ManagementError } from '../management-error.ts';
import { HOST_ALONE, type Routes } from './route.ts';

/** `POST /v1/recovery`: a link that opens one administrator's session. From the host alone: no role in the console may. */
export const recoveryRoutes: Routes = (server, { openRecovery }) => {
  server.post('/v1/recovery', { config: { roles: HOST_ALONE } }, async () => {
    if (openRecovery === null)
      throw new ManagementError('request_invalid', 'This Ambit has no console: its configuration says nothing of one.');
    return await openRecovery();
  });
};
