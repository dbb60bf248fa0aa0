/**
 * A process that appends to the ledger for ever and says on stdout what was acknowledged, a line each: `ack <operation> <id>`. A line is
 * written in one system call after the append resolved, so whoever kills the process knows nothing that wasn't acknowledged.
 *
 *     node test/faults/writer-process.ts '{"url": …, "writer": …, "keyFile": …, "environment": …, "callers": 4}'
 */

import { createPrivateKey, randomUUID } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';
import { sampleBody } from '../../src/entries/testing/sample-bodies.ts';
import { LedgerError, openWriter, type TokenBirth } from '../../src/ledger/index.ts';
import { openStore } from '../../src/store/index.ts';

export interface WriterSettings {
  readonly url: string;
  readonly writer: string;
  /** PEM. */
  readonly keyFile: string;
  readonly environment: string;
  /** How many append at the same time. */
  readonly callers: number;
  /** How far its clock is ahead, in milliseconds. */
  readonly clockAhead?: number;
  /** Between an answer and the next append of a caller, so that a long run doesn't fill the disk. */
  readonly pauseMilliseconds?: number;
}

/** The birth that an operation brings along; every other one has none. */
export function birthOf(operation: string): TokenBirth | null {
  if (operation.charCodeAt(0) % 2 === 0) return null;
  return {
    ...{ fingerprint: `f1:${operation}`, jtiFingerprint: null, type: 'access_token', grantId: operation },
    ...{ issuer: 'https://issuer.example', clientId: 'client', subject: null, scopes: ['a'], audience: null },
    ...{ expiresAt: null, decision: 'sha256:0' },
  };
}

if (import.meta.main) {
  const settings = JSON.parse(process.argv[2] ?? '{}') as WriterSettings;
  const { url, writer: name, keyFile, environment, callers, clockAhead = 0, pauseMilliseconds = 5 } = settings;
  const say = (line: string): void => {
    writeSync(1, `${line}\n`);
  };
  const store = await openStore({ url, applicationName: `faults ${name}`, maxConnections: 3 });
  const writer = await openWriter({
    ...{ store, environment, writer: name, privateKey: createPrivateKey(readFileSync(keyFile)) },
    maxLagSeconds: () => Number.POSITIVE_INFINITY,
    now: () => new Date(Date.now() + clockAhead),
  });
  say('open');
  const call = async (): Promise<void> => {
    for (;;) {
      const operation = randomUUID();
      const birth = birthOf(operation);
      const kind = birth === null ? 'decision.made' : 'token.issued';
      const draft = {
        kind,
        issuer: null,
        operation,
        after: [],
        digests: {},
        subject: null,
        refs: [],
        body: sampleBody(kind),
      } as const;
      try {
        const [appended] = await writer.append({ drafts: [draft], ...(birth === null ? {} : { births: [birth] }) });
        say(`ack ${operation} ${appended?.id}`);
      } catch (error) {
        const code = error instanceof LedgerError ? error.code : String(error);
        say(`refused ${code}`);
        // Another process has its name now, and what holds for one append holds for all.
        if (code === 'writer_conflict') process.exit(3);
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
}
