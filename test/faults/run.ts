/** `npm run faults`: kills Ambit and PostgreSQL at random moments, again and again, and looks after each time whether the ledger holds. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runFaults } from './rounds.ts';

const HELP = `npm run faults [-- OPTIONS]

Kills the processes of a ledger under load (PostgreSQL, the sequencer, writers) at random moments, pauses them and cuts their connections,
and looks after each round whether it holds: no acknowledged entry lost, none there twice, no gap in a writer's numbers, every checkpoint
that was ever seen a beginning of the log, ambit ledger verify without a fault.

  --rounds <n>       how many rounds, of about two kills each (default: 500)
  --seed <n>         which faults come and when (default: another one each time; it is printed)
  --writers <n>      how many processes write (default: 2)
  --format <format>  human or json: how the report is written (default: human)
  --help             this

Exit code: 0 when all held, 1 when something did not (the data stay, and the report says where), 2 when it could not run.
Ctrl-C ends it after the round that it is in, with its report.
`;

/** Null: it was only asked for help. */
function read(): { rounds: number; seed: number; writers: number; json: boolean } | null {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '500' },
      seed: { type: 'string', default: String(randomInt(2 ** 31)) },
      writers: { type: 'string', default: '2' },
      format: { type: 'string', default: 'human' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  if (values.format !== 'human' && values.format !== 'json') throw new Error('--format is human or json.');
  const whole = (name: 'rounds' | 'seed' | 'writers', least: number): number => {
    const number = Number(values[name]);
    if (!/^\d{1,10}$/.test(values[name]) || number < least)
      throw new Error(`--${name} is a whole number from ${least}.`);
    return number;
  };
  return {
    rounds: whole('rounds', 1),
    seed: whole('seed', 0),
    writers: whole('writers', 1),
    json: values.format === 'json',
  };
}

async function main(): Promise<number> {
  const options = read();
  if (options === null) {
    process.stdout.write(HELP);
    return 0;
  }
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.stderr.write(`seed ${options.seed}\n`);
  const report = await runFaults({
    ...options,
    signal: stop.signal,
    onRound(round, kills, entries) {
      const line = `round ${round} of ${options.rounds}: ${kills} kills, ${entries} entries`;
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
      else if (round % 50 === 0) process.stderr.write(`${line}\n`);
    },
  });
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else {
    const { holds, rounds, kills, entries, acknowledged, checkpoints, seconds, slowestRecoverySeconds, broken } =
      report;
    process.stdout.write(
      [
        `${holds ? 'The ledger held' : 'THE LEDGER DID NOT HOLD'}: ${rounds} rounds in ${seconds} s, ${kills} kills, ${entries} entries, ${acknowledged} acknowledged, ${checkpoints} checkpoints.`,
        ...Object.entries(report.faultsTried).map(([name, count]) => `  ${String(count).padStart(5)}  ${name}`),
        `  slowest recovery ${slowestRecoverySeconds} s; refused: ${JSON.stringify(report.refused)}`,
        ...broken.map(({ round, what }) => `  round ${round}: ${what}`),
        ...(report.directory === null
          ? []
          : [`  the data are in ${report.directory}; --seed ${report.seed} tries the same again`]),
        '',
      ].join('\n'),
    );
  }
  return report.holds ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`faults: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
