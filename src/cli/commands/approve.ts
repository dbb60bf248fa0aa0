import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import {
  APPROVAL_NAMESPACE,
  type ApprovalStatement,
  approvalText,
  DEFINITION_KINDS,
  type Definition,
  definitionsOf,
  type Policy,
  parseApprovalKey,
  proveApproval,
  signApproval,
  sshApproval,
  trustIn,
} from '../../policy/index.ts';
import { ed25519Signer, formatVerifierKey, isKeyName, rawPublicKey, type VerifierKey } from '../../proof/index.ts';
import { approvalFile, approvalsFolder, writeApprovalFile, writeSshApproval } from '../approval-file.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  environmentOption,
  type Format,
  formatOption,
} from '../command.ts';
import { formatDiagnostics } from '../format-diagnostics.ts';
import { type PolicySource, readPolicy } from '../policy-source.ts';
import { readPrivateKey } from '../private-key.ts';
import { readSshPublicKeyFile, signWithSshKeygen } from '../ssh-keygen.ts';

const DEFINITION = new RegExp(`^(${DEFINITION_KINDS.join('|')}):(.+)$`);

interface Options {
  readonly key?: string;
  readonly sshKey?: string;
  readonly statement?: boolean;
  readonly as?: string;
  readonly environment?: string;
  readonly policy?: string;
  readonly generateKey?: string;
  readonly name?: string;
  readonly format: Format;
}

/** `ambit approve`: somebody's yes to one definition, as a note that one changed letter voids. */
export const approveCommand: CliCommand = {
  name: 'approve',
  register(program: Command, context: CliContext): void {
    program
      .command('approve')
      .argument(
        '[definition]',
        'FILE#NAME, scope:NAME, client:NAME, person:ID, team:ID, role:ROLE, waiver:NAME or approvals:policy',
      )
      .option('--key <file>', 'the private key to sign with, as --generate-key made it')
      .option(
        '--ssh-key <file>',
        'sign with this SSH key by ssh-keygen; a .pub file: with the agent that holds its key',
      )
      .option('--statement', 'only write the text that is to be signed, and say how')
      .option('--as <person>', 'the person id that the key has to belong to')
      .option('--policy <folder>', 'the policy folder (default: that of ambit.config.yaml, else ambit/)')
      .option('--generate-key <file>', 'make a new key in this file instead, and print its public part')
      .option('--name <name>', 'the name of the new key, such as jane.example.com')
      .addOption(environmentOption())
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nExamples:\n  ambit approve ambit/scopes.yaml#orders:write --key ~/.ambit/approval.key\n  ambit approve scope:orders:write --ssh-key ~/.ssh/id_ed25519\n  ambit approve scope:orders:write --statement --as p-102\n  ambit approve --generate-key ~/.ambit/approval.key --name jane.example.com',
      )
      .action(
        action(context, async (definition: string | undefined, options: Options) => {
          if (options.generateKey !== undefined) return generateKey(context, options.generateKey, options);
          const ways = [options.key, options.sshKey, options.statement].filter((way) => way !== undefined);
          if (definition === undefined || ways.length !== 1)
            return context.fail(
              'Name the definition and one key: ambit approve scope:NAME --key FILE, --ssh-key FILE, or --statement to sign it elsewhere.',
            );
          return approve(context, definition, options);
        }),
      );
  },
};

async function generateKey(context: CliContext, file: string, { name, format }: Options): Promise<undefined> {
  if (name === undefined || !isKeyName(name))
    return context.fail('Name the key with --name, without spaces and +: jane.example.com, for instance.');
  const { privateKey } = generateKeyPairSync('ed25519');
  const path = resolve(context.cwd, file);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST')
        context.fail(`${file} is there already, and no key is overwritten: choose another file.`);
      throw error;
    },
  );
  const key = formatVerifierKey(ed25519Signer(name, privateKey).key);
  answer(context, format, {
    text: `The private key is in ${file}: keep it to yourself.\nPut the public one into the policy, under your person id:\n\n  approvalKeys: ['${key}']\n`,
    json: { file: path, verifierKey: key },
  });
  return undefined;
}

async function approve(context: CliContext, named: string, options: Options): Promise<undefined> {
  const source = await readPolicy(context, options.policy ?? folderOf(context, named), options.environment);
  const { identified } = source.compilation;
  if (identified === null) {
    context.stderr.write(formatDiagnostics(context, source.compilation.diagnostics, source.files));
    return context.fail('The policy does not compile, and only what compiles can be approved.', { exitCode: 1 });
  }
  const { policy } = identified;
  const definition = findDefinition(context, named, source, policy);
  const approval: Approval = {
    context,
    options,
    policy,
    definition,
    folder: approvalsFolder(source.folder, policy.environment, source.compilation.writtenFor),
  };
  if (options.statement === true) return writeStatement(approval);
  return options.sshKey === undefined ? signNote(approval, options.key ?? '') : signWithSsh(approval, options.sshKey);
}

interface Approval {
  readonly context: CliContext;
  readonly options: Options;
  readonly policy: Policy;
  readonly definition: Definition;
  readonly folder: string;
}

async function signNote(approval: Approval, keyFile: string): Promise<undefined> {
  const { context, policy, definition, folder, options } = approval;
  const privateKey = await readPrivateKey(context, keyFile);
  const { person, key } = findSigner(context, policy, privateKey, keyFile);
  checkSigner(context, options, keyFile, person);
  const statement = statementOf(approval, person);
  const note = signApproval(statement, ed25519Signer(key.name, privateKey));
  refuseVoid(approval, note);
  const file = approvalFile(folder, definition, person, 'note');
  await writeApprovalFile(file, note);
  return answerWritten(approval, statement, [file]);
}

async function signWithSsh(approval: Approval, keyFile: string): Promise<undefined> {
  const { context, definition, folder, options } = approval;
  const person = await findSshSigner(approval, keyFile);
  checkSigner(context, options, keyFile, person);
  const statement = statementOf(approval, person);
  const text = approvalText(statement);
  const signature = signWithSshKeygen(context, keyFile, APPROVAL_NAMESPACE, text);
  refuseVoid(approval, sshApproval(text, signature));
  const file = approvalFile(folder, definition, person, 'approval');
  await writeSshApproval(file, text, signature);
  return answerWritten(approval, statement, [file, `${file}.sig`]);
}

/** The text alone, for whoever signs it elsewhere. */
async function writeStatement(approval: Approval): Promise<undefined> {
  const { context, options, policy, definition, folder } = approval;
  if (options.as === undefined || !policy.people.some(({ id }) => id === options.as))
    return context.fail('Say who is going to sign, by a person id of the policy: --as p-….');
  const statement = statementOf(approval, options.as);
  const text = approvalText(statement);
  const file = approvalFile(folder, definition, options.as, 'approval');
  await writeSshApproval(file, text, null);
  const shown = relative(context.cwd, file);
  const command = `ssh-keygen -Y sign -f KEYFILE -n ${APPROVAL_NAMESPACE} ${shellWord(shown)}`;
  answer(context, options.format, {
    text: `${text}\nWritten to ${shown}. Nothing is approved yet: ${options.as} signs it with an SSH key that the policy has,\n\n  ${command}\n\nwhich writes ${shown}.sig: commit both with the definition.\n`,
    json: { ...saidOf(statement), file, text, namespace: APPROVAL_NAMESPACE, command },
  });
  return undefined;
}

function shellWord(path: string): string {
  return /^[A-Za-z0-9_./%~-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

function statementOf({ policy, definition }: Approval, approver: string): ApprovalStatement {
  const { kind, name, digest, author } = definition;
  const time = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  return { environment: policy.environment, kind, name, definition: digest, author, approver, time };
}

function saidOf({ kind, name, definition, author, approver, time }: ApprovalStatement): object {
  return { kind, name, definition, author, approver, time };
}

function answerWritten(
  { context, options }: Approval,
  statement: ApprovalStatement,
  files: readonly string[],
): undefined {
  const shown = files.map((file) => relative(context.cwd, file)).join(' and ');
  const { approver, kind, name, definition } = statement;
  answer(context, options.format, {
    text: `${approver} approves the ${kind} ${name} as it is now (${definition}).\nWritten to ${shown}: commit ${files.length === 1 ? 'it' : 'both'} with the definition.\n`,
    json: { file: files[0], ...saidOf(statement) },
  });
  return undefined;
}

function checkSigner(context: CliContext, options: Options, keyFile: string, person: string): void {
  if (options.as !== undefined && options.as !== person)
    context.fail(`The key in ${keyFile} is ${person}'s, not ${options.as}'s.`);
}

/** An approval that would prove nothing isn't written: the author's own, or one by somebody who may not approve that much. */
function refuseVoid({ context, policy, definition }: Approval, approval: string): void {
  const proof = proveApproval(approval, definition, policy.environment, trustIn(policy));
  if (typeof proof === 'string') context.fail(`The approval would prove nothing: ${proof}.`, { exitCode: 1 });
}

/** `FILE#NAME` says by its file which folder is meant. */
function folderOf(context: CliContext, named: string): string | undefined {
  const hash = named.indexOf('#');
  return hash === -1 ? undefined : dirname(resolve(context.cwd, named.slice(0, hash)));
}

function findDefinition(
  context: CliContext,
  named: string,
  { compilation, folder }: PolicySource,
  policy: Policy,
): Definition {
  const hash = named.indexOf('#');
  const [, kind, plain] = DEFINITION.exec(named) ?? [];
  const file = hash === -1 ? null : resolve(context.cwd, named.slice(0, hash));
  const name = hash === -1 ? plain : named.slice(hash + 1);
  if (name === undefined)
    return context.fail(
      'Write the definition as FILE#NAME, scope:NAME, client:NAME, person:ID, team:ID, role:ROLE, waiver:NAME or approvals:policy.',
    );
  const found = definitionsOf(policy).filter(
    (one) =>
      one.name === name &&
      (kind === undefined || one.kind === kind) &&
      (file === null || resolve(context.cwd, compilation.siteOf(one.kind, name)?.file ?? '') === file),
  );
  const [definition, second] = found;
  if (definition === undefined)
    return context.fail(
      `Nothing that can be approved is called ${name} in ${hash === -1 ? folder : named.slice(0, hash)}.`,
    );
  if (second !== undefined)
    return context.fail(
      `${name} is a ${definition.kind} and a ${second.kind}: write ${definition.kind}:${name} or ${second.kind}:${name}.`,
    );
  return definition;
}

function findSigner(
  context: CliContext,
  policy: Policy,
  privateKey: KeyObject,
  file: string,
): { person: string; key: VerifierKey } {
  const mine = Buffer.from(rawPublicKey(privateKey));
  for (const { id, approvalKeys } of policy.people)
    for (const text of approvalKeys) {
      const one = parseApprovalKey(text);
      if (one.kind === 'note' && mine.equals(one.key.publicKey)) return { person: id, key: one.key };
    }
  return context.fail(
    `The key in ${file} is nobody's in this policy: put its public part under a person's approvalKeys first.`,
  );
}

/** Whose the SSH key is. Where its public half isn't beside it, whoever `--as` names: the signature is proven before it is written. */
async function findSshSigner({ context, policy, options }: Approval, file: string): Promise<string> {
  const key = await readSshPublicKeyFile(context, file);
  if (key === null)
    return options.as ?? context.fail(`There is no ${file}.pub to know the key by: say whose it is, --as p-….`);
  for (const { id, approvalKeys } of policy.people)
    for (const text of approvalKeys) {
      const one = parseApprovalKey(text);
      if (one.kind === 'ssh' && one.key.fingerprint === key.fingerprint) return id;
    }
  return context.fail(
    `The key ${key.fingerprint} is nobody's in this policy: put the line of its .pub file under a person's approvalKeys first.`,
  );
}
