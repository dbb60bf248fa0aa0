import type { KeyObject } from 'node:crypto';
import { relative } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import {
  type RequestQuery,
  type ReviewedRequest,
  readMergeRequest,
  readPullRequest,
  type StandingReview,
} from '../../git-host/index.ts';
import {
  type ApprovalStatement,
  type Attestor,
  compilePolicy,
  type Definition,
  definitionsOf,
  demandedApprovals,
  type Person,
  type Policy,
  proveApproval,
  signApproval,
  trustIn,
} from '../../policy/index.ts';
import { mergeBaseOf, PolicyFolderError, readPolicyRevision } from '../../policy-folder/index.ts';
import { ed25519Signer, parseVerifierKey, rawPublicKey } from '../../proof/index.ts';
import { approvalFile, approvalsFolder, writeApprovalFile } from '../approval-file.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  commandGroup,
  EXIT,
  type ExitCode,
  environmentOption,
  type Format,
  formatOption,
} from '../command.ts';
import { compiledPolicy, readPolicy } from '../policy-source.ts';
import { readPrivateKey } from '../private-key.ts';

interface Options {
  readonly request: number;
  readonly attestor: string;
  readonly key: string;
  readonly repository?: string;
  readonly policy?: string;
  readonly environment?: string;
  readonly format: Format;
}

/** How each host is asked: where its token is, and what its pipelines call the repository. */
const HOSTS = {
  github_review: { read: readPullRequest, token: 'GITHUB_TOKEN', repository: 'GITHUB_REPOSITORY', identity: 'github' },
  gitlab_review: { read: readMergeRequest, token: 'GITLAB_TOKEN', repository: 'CI_PROJECT_ID', identity: 'gitlab' },
} as const;

/** An attestor of reviews, which says of which host and repository. */
interface ReviewAttestor extends Attestor {
  readonly attests: keyof typeof HOSTS;
  readonly api: string;
  readonly repository: number;
}

function isOfReviews(attestor: Attestor): attestor is ReviewAttestor {
  return attestor.attests in HOSTS && attestor.api !== undefined && attestor.repository !== undefined;
}

/** `ambit approvals fetch`: takes the reviews of a request for approvals of what it changes. */
export const approvalsFetchCommand: CliCommand = {
  name: 'approvals fetch',
  register(program: Command, context: CliContext): void {
    commandGroup(program, 'approvals')
      .command('fetch')
      .requiredOption('--request <number>', 'number of the pull request, or iid of the merge request', requestNumber)
      .requiredOption('--attestor <id>', 'the attestor of the policy that vouches for what the host says')
      .requiredOption('--key <file>', 'the private key of the attestor')
      .option('--repository <owner/name>', 'at GitHub, the repository (default: the variable GITHUB_REPOSITORY)')
      .option('--policy <folder>', 'the policy folder (default: that of ambit.config.yaml, else ambit/)')
      .addOption(environmentOption())
      .addOption(formatOption())
      .addHelpText(
        'after',
        '\nThe token to ask with is in GITHUB_TOKEN or GITLAB_TOKEN. The commits of the request have to be in the clone.\nExit code: 0 when approvals were written or none was lacking, 1 when no review could be taken for one, 2 when it could not be told.\n\nExample:\n  ambit approvals fetch --request 12 --attestor reviews --key reviews.key',
      )
      .action(action(context, (options: Options) => fetchApprovals(context, options)));
  },
};

function requestNumber(text: string): number {
  if (!/^[1-9][0-9]{0,9}$/.test(text)) throw new InvalidArgumentError('a request has a number, such as 12');
  return Number(text);
}

/** What came of one definition and one review. */
interface Outcome {
  readonly definition: string;
  readonly person: string | null;
  readonly file: string | null;
  /** Why the review is no approval of it; null where it is. */
  readonly why: string | null;
}

async function fetchApprovals(context: CliContext, options: Options): Promise<ExitCode> {
  const source = await readPolicy(context, options.policy, options.environment);
  const { policy } = compiledPolicy(context, source);
  const attestor = policy.attestors?.find(({ id }) => id === options.attestor);
  if (attestor === undefined)
    return context.fail(
      `The policy has no attestor ${options.attestor}: define it under attestors, and have it approved.`,
    );
  if (!isOfReviews(attestor))
    return context.fail(`The attestor ${attestor.id} vouches for sessions, and not for reviews.`);
  const privateKey = await readPrivateKey(context, options.key);
  if (!Buffer.from(rawPublicKey(privateKey)).equals(parseVerifierKey(attestor.key).publicKey))
    return context.fail(`The key in ${options.key} is not that of the attestor ${attestor.id}.`);
  const request = await HOSTS[attestor.attests].read(queryOf(context, options, attestor));
  const fetching: Fetching = {
    ...{ context, options, policy, attestor, privateKey, request, folder: source.folder },
    approvals: approvalsFolder(source.folder, policy.environment, source.compilation.writtenFor),
    seen: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
  };
  const outcomes: Outcome[] = [];
  const base = policyAt(fetching, baseOf(fetching));
  const before = new Map((base === null ? [] : definitionsOf(base)).map((one) => [keyOf(one), one.digest]));
  for (const definition of demandedApprovals(policy, base ?? 'bootstrap')) {
    if (before.get(keyOf(definition)) === definition.digest) {
      const why = 'the request does not change it, so its reviewers were not shown it';
      outcomes.push({ definition: keyOf(definition), person: null, file: null, why });
    } else
      for (const review of request.reviews) outcomes.push(await take(fetching, definition, review, base ?? policy));
  }
  return report(fetching, outcomes);
}

interface Fetching {
  readonly context: CliContext;
  readonly options: Options;
  readonly policy: Policy;
  readonly attestor: ReviewAttestor;
  readonly privateKey: KeyObject;
  readonly request: ReviewedRequest;
  readonly folder: string;
  /** The folder of its approvals. */
  readonly approvals: string;
  readonly seen: string;
}

function queryOf(
  { env, signal, fail }: CliContext,
  { request, repository }: Options,
  attestor: ReviewAttestor,
): RequestQuery {
  const { token, repository: variable } = HOSTS[attestor.attests];
  const secret = env[token] ?? '';
  if (secret === '') return fail(`There is no token to ask with: put one that may read the repository into ${token}.`);
  const named = attestor.attests === 'gitlab_review' ? String(attestor.repository) : (repository ?? env[variable]);
  if (named === undefined) return fail('Name the repository: --repository owner/name.');
  return { api: attestor.api, repository: named, repositoryId: attestor.repository, request, token: secret, signal };
}

const keyOf = ({ kind, name }: Definition): string => `${kind}:${name}`;

/** Where the request's branch left the one that it goes to: what differs from there on is what its reviewers are shown. */
function baseOf({ context, folder, request: { base, head } }: Fetching): string {
  return (
    mergeBaseOf(folder, base, head) ??
    context.fail(
      `The commits ${base.slice(0, 12)} and ${head.slice(0, 12)} are not both in the clone: fetch them, with their history.`,
    )
  );
}

/** The policy at a commit; null where there was none, or none that compiles. */
function policyAt({ folder, context, options, policy }: Fetching, commit: string): Policy | null {
  try {
    const { files } = readPolicyRevision(folder, commit, context.cwd);
    return compilePolicy(files, { environment: options.environment ?? policy.environment }).identified?.policy ?? null;
  } catch (error) {
    if (error instanceof PolicyFolderError && error.code === 'revision_without_policy') return null;
    throw error;
  }
}

/** Takes a review for an approval where the commit that was reviewed carries exactly this definition, and it would prove something. */
async function take(
  fetching: Fetching,
  definition: Definition,
  review: StandingReview,
  trusted: Policy,
): Promise<Outcome> {
  const { policy, attestor, privateKey, approvals, context } = fetching;
  const person = personOf(policy.people, attestor, review.account);
  const outcome = { definition: keyOf(definition), person: person?.id ?? null, file: null };
  if (person === null) return { ...outcome, why: `the account ${review.account} is nobody's in the policy` };
  const carried = definitionsOf(policyAt(fetching, review.commit) ?? emptied(policy)).find(
    (one) => keyOf(one) === keyOf(definition),
  );
  if (carried?.digest !== definition.digest)
    return {
      ...outcome,
      why: `the commit ${review.commit.slice(0, 12)} that was reviewed does not carry it as it is now`,
    };
  const note = signApproval(
    statementOf(fetching, definition, review, person.id),
    ed25519Signer(parseVerifierKey(attestor.key).name, privateKey),
  );
  const proof = proveApproval(note, definition, policy.environment, trustIn(trusted));
  if (typeof proof === 'string') return { ...outcome, why: proof };
  const file = approvalFile(approvals, definition, `${person.id}.review`, 'note');
  await writeApprovalFile(file, note);
  return { ...outcome, file: relative(context.cwd, file), why: null };
}

function personOf(people: readonly Person[], { attests }: ReviewAttestor, account: number): Person | null {
  return people.find(({ identities }) => identities?.[HOSTS[attests].identity] === account) ?? null;
}

/** A policy that defines nothing. */
function emptied(policy: Policy): Policy {
  return {
    format: 1,
    environment: policy.environment,
    issuers: [],
    people: [],
    resourceServers: [],
    scopes: [],
    clients: [],
    limits: policy.limits,
  };
}

function statementOf(
  { policy, attestor, request, options, seen }: Fetching,
  { kind, name, digest, author }: Definition,
  review: StandingReview,
  approver: string,
): ApprovalStatement {
  return {
    ...{ environment: policy.environment, kind, name, definition: digest, author, approver, time: review.time },
    review: {
      ...{ attestor: attestor.id, proof: attestor.attests, repository: String(attestor.repository) },
      ...{ request: String(options.request), review: review.id === null ? 'none' : String(review.id) },
      ...{ account: String(review.account), authors: request.authors.map(String), commit: review.commit, seen },
    },
  };
}

function report({ context, options, request }: Fetching, outcomes: readonly Outcome[]): ExitCode {
  const written = outcomes.filter(({ file }) => file !== null);
  const lines = outcomes.map(({ definition, person, file, why }) =>
    why === null
      ? `${person} approves ${definition} by a review: ${file}`
      : `No approval of ${definition}${person === null ? '' : ` by ${person}`}: ${why}.`,
  );
  const summary =
    request.reviews.length > 0 && outcomes.length > 0
      ? `${written.length} ${written.length === 1 ? 'approval' : 'approvals'} written${written.length > 0 ? ': commit them with the definitions' : ''}.`
      : request.reviews.length === 0
        ? 'Nobody has approved the request, and nothing was written.'
        : 'The request changes nothing that needs an approval.';
  answer(context, options.format, {
    text: `${[...lines, summary].join('\n')}\n`,
    json: { head: request.head, outcomes },
  });
  return written.length > 0 || (outcomes.length === 0 && request.reviews.length > 0) ? EXIT.ok : EXIT.findings;
}
