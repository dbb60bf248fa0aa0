import type { ControlResult } from '../../controls/index.ts';
import { runControls } from '../../evidence/index.ts';
import { READERS, type Routes } from './route.ts';

const DAYS = 90;
const DAY_MILLISECONDS = 86_400_000;
/** The tests read every entry of the period: what several people ask for at once is read once, and stands for so long. */
const KEPT_MILLISECONDS = 60_000;

interface Tested {
  readonly period: { readonly from: string; readonly to: string };
  readonly testedAt: string;
  readonly results: readonly ControlResult[];
}

/** `GET /v1/controls`: what each control test says of the last 90 days, as an evidence package of them would. */
export const controlRoutes: Routes = (server, { store }) => {
  let last: { endedAt: number; readonly tested: Promise<Tested> } | null = null;

  const test = async (now: number): Promise<Tested> => {
    const period = { from: new Date(now - DAYS * DAY_MILLISECONDS).toISOString(), to: new Date(now).toISOString() };
    const results = await runControls({ store, ...period });
    return { period, testedAt: period.to, results };
  };

  server.get('/v1/controls', { config: { roles: READERS } }, async () => {
    const now = Date.now();
    if (last === null || now - last.endedAt > KEPT_MILLISECONDS) {
      const tested = test(now);
      // Until it has ended everybody waits for this one, however long it takes: a second would only make both slower.
      const asked = { endedAt: Number.POSITIVE_INFINITY, tested };
      last = asked;
      tested.then(
        () => {
          asked.endedAt = Date.now();
        },
        // What failed is asked anew.
        () => {
          last = null;
        },
      );
    }
    return await last.tested;
  });
};
