import { z } from 'zod';
import { firstVersion } from './kind.ts';
import { code, count, entryId, moment, text } from './values.ts';

const delivery = z.strictObject({
  alert: entryId.describe('The entry that alerted; `after` has it, too.'),
  type: text.describe('The kind of alert: `scope.granted` …'),
  severity: code.describe('`high` or `critical`.'),
  destination: text.describe('The receiver’s name in the configuration.'),
  attempts: z.int().min(1).describe('How often it was tried.'),
  firstAttempt: moment.describe('When it was tried first.'),
  lastAttempt: moment.describe('When it was tried last.'),
  status: z.int().nullable().describe('HTTP status of the last answer; null where none came.'),
  error: text.nullable().describe('Why there was none, as a code; null where there was one.'),
});

export const alertDelivered = firstVersion(
  [
    'The receiver of an alert said that it has it. A process that dies at the wrong moment can deliver, or record, one twice; never not at',
    'all ([Alerts](alerts.md)).',
  ].join('\n'),
  delivery,
);

export const alertUndelivered = firstVersion('As `alert.delivered`, where it was given up.', delivery);

const role = text.describe('What the process does: `issuer-guard` …');

export const gapRecorded = firstVersion(
  [
    'A time of which something is not known; `after` names the entry before it. Tokens’ births and decisions are never lost so, for they are',
    'durable before anything follows; counts of uses may be, and nobody takes such a time for *unused*.',
  ].join('\n'),
  z.strictObject({
    role,
    from: moment.describe('When the last entry before it was written.'),
    to: moment.describe('When the process came back.'),
    reason: code.describe(
      '`writer_not_closed`: the process was killed; what it had counted since and not yet written is lost. `ledger_away`: the ledger could not be written, and what passed of clients that are only observed follows, out of the guard’s journal.',
    ),
    count: count.optional().describe('Of `ledger_away`: how many entries follow.'),
  }),
);

const signOfLife = z.strictObject({
  role,
  version: text.describe('Ambit’s version.'),
  runtime: text.describe('The version of Node.js.'),
  upSeconds: count.describe('How long the process has run.'),
  clockAheadMilliseconds: z
    .int()
    .nullable()
    .describe('How far its clock is ahead of the database’s; null where that can’t be told.'),
});

export const processStarted = firstVersion(
  'A process began. A day without signs of life is a day on which the control didn’t operate.',
  signOfLife,
);

export const processHeartbeat = firstVersion('A process runs: every five minutes. `after` is its start.', signOfLife);

export const processStopped = firstVersion('A process ended as it should. `after` is its start.', signOfLife);
