import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { ZipFile } from 'yazl';
import { createEvidence } from '../../evidence/index.ts';
import { ManagementError } from '../management-error.ts';
import { AUDITORS, causeOf, type Routes } from './route.ts';

const MOMENT = '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$';

/**
 * `POST /v1/evidence { from, to }`: an evidence package of the period as a zip. That it was taken is durable in the ledger before its
 * first byte goes out. One at a time: each reads every entry of its period.
 */
export const evidenceRoutes: Routes = (server, { store, writer, logKey, version }) => {
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
    async ({ body: { from, to }, caller }, reply) => {
      if (busy) throw new ManagementError('unavailable', 'A package is being made already: ask again when it is done.');
      busy = true;
      const folder = mkdtempSync(join(tmpdir(), 'ambit-evidence-'));
      const done = (): void => {
        busy = false;
        rmSync(folder, { recursive: true, force: true });
      };
      try {
        const directory = join(folder, `ambit-evidence-${from.slice(0, 10)}-${to.slice(0, 10)}`);
        const { report } = await createEvidence({
          ...{ store, from, to, directory, keys: [logKey], version },
          now: () => new Date(),
        });
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
        const zip = zipOf(directory);
        zip.once('close', done);
        reply.header('content-disposition', `attachment; filename="${directory.slice(folder.length + 1)}.zip"`);
        return await reply.type('application/zip').send(zip);
      } catch (error) {
        done();
        throw error;
      }
    },
  );
};

/** The folder with all that is in it, read while it is sent. */
function zipOf(directory: string): NodeJS.ReadableStream {
  const zip = new ZipFile();
  const name = directory.slice(directory.lastIndexOf(sep) + 1);
  for (const one of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!one.isFile()) continue;
    const path = join(one.parentPath, one.name);
    zip.addFile(
      path,
      `${name}/${path
        .slice(directory.length + 1)
        .split(sep)
        .join('/')}`,
    );
  }
  zip.end();
  return zip.outputStream;
}
