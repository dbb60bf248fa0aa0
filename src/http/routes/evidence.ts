import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEvidence } from '../../evidence/index.ts';
import { ManagementError } from '../management-error.ts';
import { zippedFolder } from '../zipped-folder.ts';
import { AUDITORS, causeOf, type Routes } from './route.ts';

/** Longest time in which nothing of a package moves to who asked for it: it stands on the disk for so long. */
const SILENCE_MILLISECONDS = 75_000;
const MOMENT = '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$';

/**
 * `POST /v1/evidence { from, to }`: an evidence package of the period as a zip. That it was taken is durable in the ledger before its
 * first byte goes out. One is made at a time, for each reads every entry of its period; and none for who has gone.
 */
export const evidenceRoutes: Routes = (server, { store, writer, logKey, witnessKeys, version }) => {
  let busy = false;

  server.post<{ Body: { from: string; to: string } }>(
    '/v1/evidence',
    {
      config: { roles: AUDITORS },
      schema: {
        body: {
          type: 'object',
          additionalProperties: false,
          required: ['from', 'to'],
          properties: { from: { type: 'string', pattern: MOMENT }, to: { type: 'string', pattern: MOMENT } },
        },
      },
    },
    async ({ body: { from, to }, caller, isStillAllowed }, reply) => {
      if (busy) throw new ManagementError('unavailable', 'A package is being made already: ask again when it is done.');
      busy = true;
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const folder = mkdtempSync(join(tmpdir(), 'ambit-evidence-'));
      const remove = (): void => rmSync(folder, { recursive: true, force: true });
      try {
        const directory = join(folder, `ambit-evidence-${from.slice(0, 10)}-${to.slice(0, 10)}`);
        const { report } = await createEvidence({
          ...{ store, from, to, directory, keys: [logKey()], witnesses: witnessKeys, version, signal: gone.signal },
          now: () => new Date(),
        });
        // Nobody is there to take it, so the ledger must not say that somebody did.
        gone.signal.throwIfAborted();
        if (!(await isStillAllowed()))
          throw new ManagementError(
            'not_allowed',
            'While it was made your session ended, or your role was taken away.',
          );
        const { size, root } = report.ledger;
        await writer.append({
          drafts: [
            {
              kind: 'evidence.exported',
              issuer: null,
              operation: randomUUID(),
              after: causeOf(caller),
              digests: {},
              subject: caller.kind === 'session' ? caller.subject : null,
              refs: caller.kind === 'session' ? [`session:${caller.reference}`] : [],
              body: { from, to, size, root },
            },
          ],
        });
        const zip = zippedFolder(directory);
        zip.once('close', remove);
        reply.raw.setTimeout(SILENCE_MILLISECONDS, () => reply.raw.destroy());
        reply.header('content-disposition', `attachment; filename="${directory.slice(folder.length + 1)}.zip"`);
        return await reply.type('application/zip').send(zip);
      } catch (error) {
        remove();
        if (gone.signal.aborted) throw new ManagementError('unavailable', 'Nobody waits for it any more.');
        throw error;
      } finally {
        busy = false;
      }
    },
  );
};
