import { MAX_CHECK_RUN_CHARACTERS, recordCheckRun } from '../../activation/index.ts';
import { readNewest } from '../../ledger/index.ts';
import { ManagementError } from '../management-error.ts';
import { shownEntry } from './ledger.ts';
import { ADMINISTRATORS, causeOf, READERS, type Routes } from './route.ts';

const MAX_SHOWN = 100;
const ASKED = {
  type: 'object',
  additionalProperties: false,
  required: ['note'],
  properties: { note: { type: 'string', minLength: 1, maxLength: MAX_CHECK_RUN_CHARACTERS } },
};

/** `GET /v1/checks`: check runs of continuous integration, newest first. `POST /v1/checks`: records one, which proves itself. */
export const checkRoutes: Routes = (server, { store, writer, activePolicy }) => {
  server.get('/v1/checks', { config: { roles: READERS } }, async () => ({
    checks: (await readNewest(store, MAX_SHOWN, 'check.recorded')).map(shownEntry),
  }));

  server.post<{ Body: { readonly note: string } }>(
    '/v1/checks',
    { config: { roles: ADMINISTRATORS }, schema: { body: ASKED } },
    async ({ caller, body }) => {
      const active = activePolicy.current()?.identified.policy;
      if (active === undefined)
        throw new ManagementError('unavailable', activePolicy.problem() ?? 'No policy is active yet.');
      const run = await recordCheckRun({ writer, active, note: body.note, after: causeOf(caller) });
      if (typeof run === 'string')
        throw new ManagementError('request_invalid', `The check run proves nothing, and is not recorded: ${run}.`);
      return run;
    },
  );
};
