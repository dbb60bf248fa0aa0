import { generateKeyPairSync } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ed25519Cosigner, mlDsa44Cosigner, type VerifierKey } from '../../proof/index.ts';
import { createWitness, witnessServer } from '../index.ts';

/** A real witness of a test's own, on a free port. */
export interface TemporaryWitness {
  readonly name: string;
  readonly keys: readonly VerifierKey[];
  readonly url: string;
  readonly monitoringUrl: string;
  /** What it keeps, by origin. */
  readonly state: Map<string, string>;
  /** What happens to requests: it answers, or breaks the connection. */
  answers: boolean;
  /** Requests so far. */
  asked: number;
  close(): Promise<void>;
}

export async function temporaryWitness(
  name: string,
  logKeys: readonly VerifierKey[],
  { clock = Date.now }: { readonly clock?: () => number } = {},
): Promise<TemporaryWitness> {
  const signers = [
    ed25519Cosigner(name, generateKeyPairSync('ed25519').privateKey),
    mlDsa44Cosigner(name, generateKeyPairSync('ml-dsa-44').privateKey),
  ];
  const state = new Map<string, string>();
  const server: Server = witnessServer(
    createWitness({
      logs: new Map([[logKeys[0]?.name ?? '', logKeys]]),
      signers,
      state: {
        read: (origin) => state.get(origin) ?? null,
        write: (origin, checkpoint) => void state.set(origin, checkpoint),
      },
      clock,
    }),
    () => undefined,
  );
  const temporary = { answers: true, asked: 0 };
  server.prependListener('request', (request) => {
    temporary.asked++;
    if (!temporary.answers) request.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(temporary, {
    ...{ name, url, monitoringUrl: url, state },
    keys: signers.map(({ key }) => key),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
