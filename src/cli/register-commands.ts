import type { Command } from 'commander';
import { type CliContext, commandGroup, type ListedCommand } from './command.ts';
import { commandGroups, commands } from './commands/index.ts';

/** What the server is written for. */
const SERVER_NODE_MAJOR = 24;

/**
 * Registers every command by name and description, and of the one that `args` ask for all the rest: only that one is loaded.
 *
 * @throws CliError where this Node.js is too old for it
 */
export async function registerCommands(program: Command, context: CliContext, args: readonly string[]): Promise<void> {
  const asked = askedCommand(args);
  for (const listed of commands) {
    if (listed === asked) {
      if (listed.needsServer) requireServerNode(context, listed.name);
      (await listed.load()).register(program, context);
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

function requireServerNode(context: CliContext, name: string): void {
  const { node } = process.versions;
  if (Number(node.split('.')[0]) >= SERVER_NODE_MAJOR) return;
  context.fail(
    `ambit ${name} needs Node.js ${SERVER_NODE_MAJOR} or later, and this is ${node}: run it as npx -p node@${SERVER_NODE_MAJOR} ambit ${name}, or install Node.js ${SERVER_NODE_MAJOR}.`,
  );
}
