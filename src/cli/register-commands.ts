import type { Command } from 'commander';
import { type CliCommand, type CliContext, commandGroup, type ListedCommand } from './command.ts';
import { commandGroups, commands } from './commands/index.ts';

/** What the server is written for. */
const SERVER_NODE_MAJOR = 24;
/** Runs with the Node.js that npm brings, and has npm install what it left out for an older one. */
const BRING_NODE = `npx -y -p node@${SERVER_NODE_MAJOR} -c`;

/**
 * Registers every command by name and description, and of the one that `args` ask for all the rest: only that one is loaded.
 *
 * @throws CliError where this Node.js is too old for it, or the packages of the server were left out
 */
export async function registerCommands(program: Command, context: CliContext, args: readonly string[]): Promise<void> {
  const asked = askedCommand(args);
  for (const listed of commands) {
    if (listed === asked) {
      const command = listed.needsServer ? await loadWithServer(context, listed) : await listed.load();
      command.register(program, context);
    }
    const [first = '', second] = listed.name.split(' ');
    const outer = commandGroup(program, first);
    const own = second === undefined ? outer : commandGroup(outer, second);
    if (own !== outer) outer.description(commandGroups[first] ?? '');
    own.description(listed.description);
  }
}

/** Options and `help` may stand between the words of a name: `ambit ledger --help verify`, `ambit help check`. */
function askedCommand(args: readonly string[]): ListedCommand | undefined {
  const words = args.filter((arg) => !arg.startsWith('-') && arg !== 'help');
  return commands.find(({ name }) => name.split(' ').every((word, index) => words[index] === word));
}

async function loadWithServer(context: CliContext, { name, load }: ListedCommand): Promise<CliCommand> {
  const { node } = process.versions;
  if (Number(node.split('.')[0]) < SERVER_NODE_MAJOR)
    return context.fail(
      `ambit ${name} needs Node.js ${SERVER_NODE_MAJOR} or later, and this is ${node}: install Node.js ${SERVER_NODE_MAJOR} and run npm install again, or have npm bring it: ${BRING_NODE} 'npm install && ambit ${name}'.`,
    );
  try {
    return await load();
  } catch (cause) {
    // The server's packages are optional dependencies, so that npm leaves out those that an older Node.js can't run.
    const missing = /^Cannot find package '([^']+)'/.exec((cause as Error).message)?.[1];
    if (missing === undefined) throw cause;
    return context.fail(
      `ambit ${name} needs the package ${missing}, which was left out: run npm install again with Node.js ${SERVER_NODE_MAJOR} or later, without --omit=optional.`,
      { cause },
    );
  }
}
