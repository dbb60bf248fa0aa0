import type { ListedCommand } from '../command.ts';

/** Every command, in the order of `ambit --help`. Nothing of a command is loaded before it is asked for. */
export const commands: readonly ListedCommand[] = [
  {
    name: 'up',
    description: 'run the guards in front of your authorization server and APIs, until Ctrl-C',
    needsServer: true,
    load: async () => (await import('./up.ts')).upCommand,
  },
  {
    name: 'status',
    description: 'say which policy is active and whether the ledger lives',
    needsServer: true,
    load: async () => (await import('./status.ts')).statusCommand,
  },
  {
    name: 'policy activate',
    description: 'make the policy in the folder the active one; the last good one stays where it does not hold',
    needsServer: true,
    load: async () => (await import('./policy-activate.ts')).policyActivateCommand,
  },
  {
    name: 'policy test',
    description: 'hold the policy to what the *.test.yaml beside it expect, and say what none asks about',
    needsServer: false,
    load: async () => (await import('./policy-test.ts')).policyTestCommand,
  },
  {
    name: 'policy diff',
    description: 'say what a change of the policy changes for whom, and whose approval it needs',
    needsServer: false,
    load: async () => (await import('./policy-diff.ts')).policyDiffCommand,
  },
  {
    name: 'policy show',
    description: 'print what a policy comes to in one environment: defaults and overlays included',
    needsServer: false,
    load: async () => (await import('./policy-show.ts')).policyShowCommand,
  },
  {
    name: 'policy schema',
    description: 'print the JSON Schema of a policy file, by which an editor completes and checks it',
    needsServer: false,
    load: async () => (await import('./policy-schema.ts')).policySchemaCommand,
  },
  {
    name: 'observe report',
    description: 'say what would be refused if what is only observed were enforced today',
    needsServer: true,
    load: async () => (await import('./observe-report.ts')).observeReportCommand,
  },
  {
    name: 'recover',
    description: 'print a link that opens one administrator’s session in the console, without the authorization server',
    needsServer: true,
    load: async () => (await import('./recover.ts')).recoverCommand,
  },
  {
    name: 'init',
    description: 'draft a first policy from exports and configuration that you have, or bring it up to date with them',
    needsServer: false,
    load: async () => (await import('./init.ts')).initCommand,
  },
  {
    name: 'scan',
    description: 'find every place where a repository asks for OAuth scopes: which client, which provider, which line',
    needsServer: false,
    load: async () => (await import('./scan.ts')).scanCommand,
  },
  {
    name: 'check',
    description: 'check that the policy compiles, that its approvals hold and which rules it breaks',
    needsServer: false,
    load: async () => (await import('./check.ts')).checkCommand,
  },
  {
    name: 'checks record',
    description: 'record what ambit check came to in continuous integration, as it signed it',
    needsServer: true,
    load: async () => (await import('./checks-record.ts')).checksRecordCommand,
  },
  {
    name: 'approve',
    description: 'approve one definition of the policy by a signed note, or make the key for it',
    needsServer: false,
    load: async () => (await import('./approve.ts')).approveCommand,
  },
  {
    name: 'approvals fetch',
    description: 'take the reviews of a pull or merge request for approvals of what it changes, as an attestor',
    needsServer: false,
    load: async () => (await import('./approvals-fetch.ts')).approvalsFetchCommand,
  },
  {
    name: 'explain',
    description:
      'say what a scope empowers, why it exists, who approved it, and whether a client may hold it now; or why a rule is one',
    needsServer: false,
    load: async () => (await import('./explain.ts')).explainCommand,
  },
  {
    name: 'rules',
    description: 'list the rules that a policy is judged by, with the controls that they serve',
    needsServer: false,
    load: async () => (await import('./rules.ts')).rulesCommand,
  },
  {
    name: 'ledger verify',
    description: 'read the whole ledger again and say whether anything in it was changed, and where',
    needsServer: true,
    load: async () => (await import('./ledger-verify.ts')).ledgerVerifyCommand,
  },
  {
    name: 'ledger show',
    description: 'show the newest entries, or one whole',
    needsServer: true,
    load: async () => (await import('./ledger-show.ts')).ledgerShowCommand,
  },
  {
    name: 'witness',
    description: 'cosign the checkpoints of logs that others run, so that none can be rewritten unseen',
    needsServer: true,
    load: async () => (await import('./witness.ts')).witnessCommand,
  },
  {
    name: 'ledger prove',
    description: 'write one entry and its proof into a file that whoever has the log’s key can verify',
    needsServer: true,
    load: async () => (await import('./ledger-prove.ts')).ledgerProveCommand,
  },
  {
    name: 'ledger verify-proof',
    description: 'verify such a file by the log’s key alone',
    needsServer: false,
    load: async () => (await import('./ledger-verify-proof.ts')).ledgerVerifyProofCommand,
  },
  {
    name: 'ledger serve',
    description: 'serve checkpoint, tiles and entries over HTTP for programs that verify the ledger (C2SP tlog-tiles)',
    needsServer: true,
    load: async () => (await import('./ledger-serve.ts')).ledgerServeCommand,
  },
  {
    name: 'ledger export',
    description: 'write entries as OCSF, CEF, syslog, CloudEvents or OpenTelemetry logs, from a cursor',
    needsServer: true,
    load: async () => (await import('./ledger-export.ts')).ledgerExportCommand,
  },
  {
    name: 'ledger replay',
    description: 'build the records again from the ledger, and say whether they are what is there',
    needsServer: true,
    load: async () => (await import('./ledger-replay.ts')).ledgerReplayCommand,
  },
  {
    name: 'ledger keys',
    description: 'show the keys that the ledger signs with, have new ones take their place, end those of before',
    needsServer: true,
    load: async () => (await import('./ledger-keys.ts')).ledgerKeysCommand,
  },
  {
    name: 'ledger verify-export',
    description: 'hold such an export to the log: what was changed, left out, repeated or moved, and where',
    needsServer: true,
    load: async () => (await import('./ledger-verify-export.ts')).ledgerVerifyExportCommand,
  },
  // Before `evidence`, whose name begins its own.
  {
    name: 'evidence verify',
    description: 'verify an evidence package by nothing but its folder and the log’s key',
    needsServer: false,
    load: async () => (await import('./evidence-verify.ts')).evidenceVerifyCommand,
  },
  {
    name: 'evidence',
    description: 'make an evidence package of a period, for an auditor',
    needsServer: true,
    load: async () => (await import('./evidence.ts')).evidenceCommand,
  },
  {
    name: 'backup',
    description: 'save the ledger and what stands beside it into a folder, while Ambit works',
    needsServer: true,
    load: async () => (await import('./backup.ts')).backupCommand,
  },
  {
    name: 'restore',
    description: 'say what restoring a backup loses, restore it and verify it whole; or show in a drill that it can be',
    needsServer: true,
    load: async () => (await import('./restore.ts')).restoreCommand,
  },
  {
    name: 'token',
    description: 'show the life of one token: decision, issuance, uses, revocation',
    needsServer: true,
    load: async () => (await import('./token.ts')).tokenCommand,
  },
  {
    name: 'revoke',
    description: 'revoke what a client holds, what was given for a person, what carries a scope, or single tokens',
    needsServer: true,
    load: async () => (await import('./revoke.ts')).revokeCommand,
  },
  {
    name: 'request',
    description: 'ask for scopes that a client is eligible for, for a while: somebody else approves it',
    needsServer: true,
    load: async () => (await import('./request.ts')).requestCommand,
  },
  {
    name: 'requests',
    description: 'list and show what was asked for and what was done under it, approve, deny, withdraw or end it',
    needsServer: true,
    load: async () => (await import('./requests.ts')).requestsCommand,
  },
  {
    name: 'contain',
    description:
      'end what a client can do, now: nothing is issued to it, all it holds is revoked, and a report says what it did',
    needsServer: true,
    load: async () => (await import('./contain.ts')).containCommand,
  },
  {
    name: 'release',
    description: 'end the containment of a client, by somebody else than who contained it',
    needsServer: true,
    load: async () => (await import('./release.ts')).releaseCommand,
  },
  {
    name: 'preflight',
    description: 'say before the switch what a guard would refuse of what works today, for each client',
    needsServer: true,
    load: async () => (await import('./preflight.ts')).preflightCommand,
  },
  {
    name: 'adopt',
    description: 'say that a guard took over its issuer: tokens from before work for a while; or give the issuer back',
    needsServer: true,
    load: async () => (await import('./adopt.ts')).adoptCommand,
  },
  {
    name: 'erase',
    description: 'destroy what is kept of a person, without breaking a proof; what was erased is shown as erased',
    needsServer: true,
    load: async () => (await import('./erase.ts')).eraseCommand,
  },
  {
    name: 'alerts',
    description: 'show the newest alerts: what happened, why it matters, what to do, and who was told',
    needsServer: true,
    load: async () => (await import('./alerts.ts')).alertsCommand,
  },
];

/** What the commands of two words have in common, by the first. */
export const commandGroups: Readonly<Record<string, string>> = {
  policy: 'test, compare and activate the policy, and print its schema',
  ledger: 'read, verify, serve and export the ledger',
  evidence: 'make and verify evidence packages',
};
