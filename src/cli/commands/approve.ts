import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { type Definition, definitionsOf, type Policy, proveApprovals, signApproval } from '../../policy/index.ts';
import {
  ed25519Signer,
  formatVerifierKey,
  isKeyName,
  parseVerifierKey,
  rawPublicKey,
  type VerifierKey,
} from '../../proof/index.ts';
import { action, answer, type CliCommand, type CliContext, type Format, formatOption } from '../command.ts';
import { formatDiagnostics, type PolicySource, readPolicy } from '../policy-source.ts';

const MAX_NAME_IN_FILE = 100;

interface Options {
  readonly key?: string;
  readonly as?: string;
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
      .argument('[definition]', 'FILE#NAME, scope:NAME, client:NAME, person:ID or role:ROLE')
      .option('--key <file>', 'the private key to sign with')
      .option('--as <person>', 'the person id that the key has to belong to')
      .option('--policy <folder>', 'the policy folder (default: that of ambit.config.yaml, else ambit/)')
      .option('--generate-key <file>', 'make a new key in this file instead, and print its public part')
      .option('--name <name>', 'the name of the new key, such as jane.example.com')
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nExamples:\n  ambit approve ambit/scopes.yaml#orders:write --key ~/.ambit/approval.key\n  ambit approve --generate-key ~/.ambit/approval.key --name jane.example.com',
      )
      .action(
        action(context, async (definition: string | undefined, options: Options) => {
          if (options.generateKey !== undefined) return generateKey(context, options.generateKey, options);
          if (definition === undefined || options.key === undefined)
            return context.fail('Name the definition and the key: ambit approve scope:NAME --key FILE.');
          return approve(context, definition, options.key, options);
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

async function approve(context: CliContext, named: string, keyFile: string, options: Options): Promise<undefined> {
  const source = await readPolicy(context, options.policy ?? folderOf(context, named));
  const { identified } = source.compilation;
  if (identified === null) {
    context.stderr.write(formatDiagnostics(context, source.compilation.diagnostics, source.files));
    return context.fail('The policy does not compile, and only what compiles can be approved.', { exitCode: 1 });
  }
  const { policy } = identified;
  const definition = findDefinition(context, named, source, policy);
  const privateKey = await readPrivateKey(context, keyFile);
  const { person, key } = findSigner(context, policy, privateKey, keyFile);
  if (options.as !== undefined && options.as !== person)
    context.fail(`The key in ${keyFile} is ${person}'s, not ${options.as}'s.`);
  const time = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const { kind, name, digest, author } = definition;
  const note = signApproval(
    { environment: policy.environment, kind, name, definition: digest, author, approver: person, time },
    ed25519Signer(key.name, privateKey),
  );
  refuseVoid(context, policy, definition, note);
  const file = join(source.folder, 'approvals', noteFile(definition, person));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, note);
  await rename(`${file}.new`, file);
  const shown = relative(context.cwd, file);
  answer(context, options.format, {
    text: `${person} approves the ${kind} ${name} as it is now (${digest}).\nWritten to ${shown}: commit it with the definition.\n`,
    json: { file, kind, name, definition: digest, author, approver: person, time },
  });
  return undefined;
}

/**
 * The name of an approval's file. Every file system takes it, also one that doesn't tell cases apart: capitals are escaped, and a
 * name too long for a file is cut and told apart by its digest.
 */
function noteFile({ kind, name, digest }: Definition, person: string): string {
  const escaped = name.replace(/[^a-z0-9_-]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  const short =
    escaped.length > MAX_NAME_IN_FILE ? `${escaped.slice(0, MAX_NAME_IN_FILE)}~${digest.slice(-16)}` : escaped;
  return `${kind}.${short}.${person}.note`;
}

/** A note that would prove nothing isn't written: the author's own, or one by somebody who may not approve that much. */
function refuseVoid(context: CliContext, policy: Policy, { kind, name }: Definition, note: string): void {
  const withNote = <T extends object>(of: typeof kind, one: T, id: string): T =>
    of === kind && id === name ? { ...one, approvals: [{ note }] } : one;
  const tried: Policy = {
    ...policy,
    people: policy.people.map((one) => withNote('person', one, one.id)),
    scopes: policy.scopes.map((one) => withNote('scope', one, one.name)),
    clients: policy.clients.map((one) => withNote('client', one, one.clientId)),
    ...(policy.console === undefined
      ? {}
      : { console: { roles: policy.console.roles.map((one) => withNote('role', one, one.role)) } }),
  };
  const lack = proveApprovals(tried, 'bootstrap').lacking.find(
    (one) => one.kind === kind && one.name === name && !one.needed,
  );
  if (lack !== undefined) context.fail(`The approval would prove nothing: ${lack.why}.`, { exitCode: 1 });
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
  const [, kind, plain] = /^(scope|client|person|role):(.+)$/.exec(named) ?? [];
  const file = hash === -1 ? null : resolve(context.cwd, named.slice(0, hash));
  const name = hash === -1 ? plain : named.slice(hash + 1);
  if (name === undefined)
    return context.fail('Write the definition as FILE#NAME, scope:NAME, client:NAME, person:ID or role:ROLE.');
  const found = definitionsOf(policy).filter(
    (one) =>
      one.name === name &&
      (kind === undefined || one.kind === kind) &&
      (file === null || resolve(context.cwd, compilation.siteOf(one.kind, name)?.file ?? '') === file),
  );
  const [definition, second] = found;
  if (definition === undefined)
    return context.fail(
      `There is no scope, client, person or role ${name} in ${hash === -1 ? folder : named.slice(0, hash)}.`,
    );
  if (second !== undefined)
    return context.fail(
      `${name} is a ${definition.kind} and a ${second.kind}: write ${definition.kind}:${name} or ${second.kind}:${name}.`,
    );
  return definition;
}

async function readPrivateKey(context: CliContext, file: string): Promise<KeyObject> {
  const text = await readFile(resolve(context.cwd, file), 'utf8');
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below: what was wrong with a key isn't repeated, for it might quote it.
  }
  return context.fail(`${file} holds no Ed25519 private key: make one with ambit approve --generate-key.`);
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
      const key = parseVerifierKey(text);
      if (mine.equals(key.publicKey)) return { person: id, key };
    }
  return context.fail(
    `The key in ${file} is nobody's in this policy: put its public part under a person's approvalKeys first.`,
  );
}
