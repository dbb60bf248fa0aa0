import { execFileSync } from 'node:child_process';
import type { KeyObject } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type Attestor,
  type CheckedPolicy,
  type CheckedScan,
  MAX_CHECKED_POLICIES,
  type Policy,
  signCheckRun,
} from '../../policy/index.ts';
import { readCommit } from '../../policy-folder/index.ts';
import { ed25519Signer, formatVerifierKey, parseVerifierKey, type Signer } from '../../proof/index.ts';
import type { CliContext } from '../command.ts';
import { privateKeyIn, readPrivateKey } from '../private-key.ts';
import type { CheckVerdict } from './check-report.ts';

/** Where a key stands that isn't in a file, as continuous integration hands secrets over. */
export const KEY_VARIABLE = 'AMBIT_CHECK_KEY';

export interface RecordQuestion {
  /** The file that the signed result is written to. */
  readonly file: string;
  /** The file of the key; null: what the environment holds. */
  readonly keyFile: string | null;
  readonly repository: string | null;
  /** The Git revision before the change; null where none was named. */
  readonly base: string | null;
  /** Whose attestors sign: the policy before the change first, which is the one that is active. */
  readonly policies: readonly Policy[];
  /** The digest of the policy before the change in an environment; null where none was named, or it had none. */
  readonly before: (environment: string) => string | null;
  readonly scan: CheckedScan;
}

/** Signs what the check came to. @throws CliError */
export async function recordRun(context: CliContext, verdict: CheckVerdict, question: RecordQuestion): Promise<void> {
  const { file, policies, base, scan } = question;
  const checked = verdict.policies.flatMap(({ compilation: { identified } }): CheckedPolicy[] => {
    if (identified === null) return [];
    const { environment } = identified.policy;
    return [{ environment, policy: identified.digest, base: question.before(environment) }];
  });
  if (checked.length === 0)
    return context.fail('A check of a policy that does not compile can not be recorded: there is no policy to name.');
  if (checked.length > MAX_CHECKED_POLICIES)
    return context.fail(
      `A record names ${MAX_CHECKED_POLICIES} environments at most, and this policy has ${checked.length}: check one at a time with --environment, each with a record of its own.`,
    );
  const privateKey = await keyOf(context, question);
  const found = attestorOf(context, policies, privateKey);
  const run = {
    version: 2,
    repository: question.repository ?? repositoryOf(context),
    commit: cleanCommit(context),
    base: base === null ? null : readCommit(context.cwd, base),
    outcome: verdict.holds ? 'passed' : 'failed',
    errors: errorsOf(verdict),
    scan,
    requests: verdict.repository?.scan.requests.length ?? 0,
    held: verdict.repository?.held ?? 0,
    heldUntil: verdict.repository?.heldUntil ?? null,
    attestor: found.attestor.id,
    time: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    policies: checked.sort((left, right) => (left.environment < right.environment ? -1 : 1)),
  } as const;
  await writeFile(resolve(context.cwd, file), signCheckRun(run, found.signer));
  context.stderr.write(`The result is signed in ${file}: ambit checks record brings it into the ledger.\n`);
}

async function keyOf(context: CliContext, { keyFile }: RecordQuestion): Promise<KeyObject> {
  if (keyFile !== null) return readPrivateKey(context, keyFile);
  const text = context.env[KEY_VARIABLE];
  if (text === undefined || text === '')
    return context.fail(`A result is signed: name the key with --record-key FILE, or put it into ${KEY_VARIABLE}.`);
  return privateKeyIn(context, KEY_VARIABLE, text);
}

function attestorOf(
  context: CliContext,
  policies: readonly Policy[],
  privateKey: KeyObject,
): { readonly attestor: Attestor; readonly signer: Signer } {
  for (const { attestors = [] } of policies)
    for (const attestor of attestors) {
      if (attestor.attests !== 'check_run') continue;
      const signer = ed25519Signer(parseVerifierKey(attestor.key).name, privateKey);
      if (formatVerifierKey(signer.key) === attestor.key) return { attestor, signer };
    }
  return context.fail(
    'The key to record with is that of no attestor of the policy that vouches for check runs: register its public part under attestors: with attests: check_run.',
  );
}

/** As GitHub Actions and GitLab CI name it. */
function repositoryOf({ env }: CliContext): string | null {
  const github = env['GITHUB_REPOSITORY'];
  if (github !== undefined && github !== '')
    return `${(env['GITHUB_SERVER_URL'] ?? 'https://github.com').replace(/^https?:\/\//, '')}/${github}`;
  return env['CI_PROJECT_URL']?.replace(/^https?:\/\//, '') || null;
}

/** The commit that was checked; null where what was checked is no commit: files that Git tracks differ from it. */
function cleanCommit({ cwd }: CliContext): string | null {
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'core.fsmonitor=false', ...args], {
      ...{ cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 * 1024 * 1024 },
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
    });
  try {
    return git('status', '--porcelain', '--untracked-files=no') === ''
      ? readCommit(cwd, git('rev-parse', 'HEAD').trim())
      : null;
  } catch {
    return null;
  }
}

function errorsOf({ policies, expectations, change, repository, holds }: CheckVerdict): number {
  const said = [
    ...policies.flatMap(({ diagnostics }) => diagnostics),
    ...(expectations?.diagnostics ?? []),
    ...(change?.findings ?? []),
    ...(repository?.diagnostics ?? []),
    ...(repository?.findings ?? []),
  ];
  const failed = expectations?.results.filter(({ passed }) => !passed).length ?? 0;
  const errors = said.filter(({ severity }) => severity === 'error').length + failed;
  // With --strict warnings fail, too.
  return holds ? 0 : Math.max(errors, 1);
}
