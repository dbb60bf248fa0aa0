import type { CliCommand } from '../command.ts';
import { approveCommand } from './approve.ts';
import { checkCommand } from './check.ts';
import { explainCommand } from './explain.ts';
import { ledgerShowCommand } from './ledger-show.ts';
import { ledgerVerifyCommand } from './ledger-verify.ts';
import { policyActivateCommand } from './policy-activate.ts';
import { statusCommand } from './status.ts';
import { tokenCommand } from './token.ts';
import { upCommand } from './up.ts';

/** Every command, in the order of `ambit --help`. */
export const commands: readonly CliCommand[] = [
  upCommand,
  statusCommand,
  policyActivateCommand,
  checkCommand,
  approveCommand,
  explainCommand,
  ledgerVerifyCommand,
  ledgerShowCommand,
  tokenCommand,
];
