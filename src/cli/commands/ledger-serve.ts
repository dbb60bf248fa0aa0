import { once } from 'node:events';
import type { Command } from 'commander';
import { parseAddress } from '../../app/index.ts';
import { logServer } from '../../http/index.ts';
import { action, type CliCommand, type CliContext, commandGroup, EXIT } from '../command.ts';
import { addLedgerOptions, type LedgerLocation, openLedger } from '../open-ledger.ts';
import { readTokenFile } from '../token-file.ts';

interface Options extends LedgerLocation {
  readonly listen: string;
  readonly tokenFile?: string;
  readonly public?: boolean;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** `ambit ledger serve`: the log at the paths of C2SP tlog-tiles, for programs that verify it. */
export const ledgerServeCommand: CliCommand = {
  name: 'ledger serve',
  register(program: Command, context: CliContext): void {
    addLedgerOptions(commandGroup(program, 'ledger').command('serve'))
      .option('--listen <host:port>', 'the address; port 0 takes any that is free', '127.0.0.1:0')
      .option('--token-file <file>', 'what callers have to show as Authorization: Bearer')
      .option('--public', 'let whoever reaches the address read every entry and the policy, with no token')
      .addHelpText('after', '\nReads the database and writes nothing. Runs until Ctrl-C.')
      .action(
        action(context, async (options: Options) => {
          const address = parseAddress(options.listen);
          if (address === null)
            return context.fail(`--listen ${options.listen} is no address: write host:port, such as 127.0.0.1:9443.`);
          const token = readTokenFile(context, options.tokenFile);
          if (token === null && options.public !== true && !LOOPBACK.includes(address.host))
            return context.fail(
              `At ${options.listen} others can reach it, and entries hold pseudonyms and the policy: give --token-file, or say --public.`,
            );
          const ledger = await openLedger(context, options);
          const onFault = (fault: unknown): void => {
            context.stderr.write(`ambit: ${fault instanceof Error ? fault.message : fault}\n`);
          };
          const server = logServer({
            store: ledger.store,
            token,
            hostAlone: token === null && options.public !== true,
            onFault,
          });
          try {
            context.handleSignals();
            const url = await server
              .listen(address)
              .catch((cause: unknown) =>
                context.fail(
                  `${options.listen} can't be listened at: ${cause instanceof Error ? cause.message : cause}. Choose another address with --listen.`,
                  { cause },
                ),
              );
            context.stdout.write(`The log is at ${url}\n`);
            if (!context.signal.aborted) await once(context.signal, 'abort');
            return EXIT.ok;
          } finally {
            await server.close();
            await ledger.close();
          }
        }),
      );
  },
};
