import { z } from 'zod';
import { firstVersion } from './kind.ts';
import { code, commit, count, definitionName, digest, text, utcTime } from './values.ts';

const previous = digest.nullable().describe('Digest of the policy that was active; null where none was.');
const bootstrap = z.boolean().describe('Whether none was, so that nobody’s keys could be trusted yet.');
const gitCommit = commit
  .exactOptional()
  .describe('The commit that the files came from. Only where they came out of Git.');
const revision = text.exactOptional().describe('How that commit was asked for. Only where the files came out of Git.');

export const policyActivated = firstVersion(
  'A policy became the active one: the blob `digests.policy`. Only the writer `management` activates.',
  z.strictObject({
    semantics: z.int().min(1).describe('The number of the decision’s semantics.'),
    approvals: z
      .array(
        z.strictObject({
          definition: definitionName.describe('What was approved.'),
          digest: digest.describe('Digest of that definition.'),
          person: text.describe('Who approved it: a person id of the policy.'),
          time: utcTime.describe('When, by the approval.'),
          proof: code.describe('How it is proven: `note`, or what an attestor saw.'),
          keyName: text.describe('Name of the key that signed it.'),
        }),
      )
      .describe('Approvals that are proven; the first of them where there are many.'),
    approvalCount: count.describe('How many there are.'),
    previous,
    bootstrap,
    commit: gitCommit,
    revision,
  }),
);

export const policyRefused = firstVersion(
  [
    'A policy was not activated ([Activation](activation.md) has the reasons). Nothing that its files say, but for names. A start that meets',
    'the newest refusal again doesn’t repeat it; somebody who asks (`ambit policy activate`) is recorded each time. `digests.policy` is what',
    'was refused, where the files compiled.',
  ].join('\n'),
  z.strictObject({
    reason: code.describe('Why.'),
    content: digest.nullable().describe('Digest of the files; null where they could not be read.'),
    commit: gitCommit,
    revision,
    lacking: z
      .array(definitionName)
      .describe('Definitions that lack an approval; the first of them where there are many.'),
    lackingCount: count.describe('How many do.'),
    errors: z
      .array(
        z.strictObject({
          code: code.describe('What is wrong, as `ambit check` names it.'),
          count: z.int().min(1).describe('How often.'),
        }),
      )
      .describe('Errors by their code; the first of them where there are many.'),
    errorCount: count.describe('How many errors there are.'),
    previous,
    bootstrap,
  }),
);

export const approvalGiven = firstVersion(
  [
    'Somebody’s yes in the console. It follows from the session and the refusal that left the proposal; `digests.policy` is what was',
    'proposed.',
  ].join('\n'),
  z.strictObject({
    definition: definitionName.describe('What is approved.'),
    digest: digest.describe('Digest of that definition.'),
    person: text.describe('Who approves it: a person id of the policy.'),
    attestor: text.describe('The attestor of the policy that this Ambit is.'),
    keyName: text.describe('Name of the key that signed it.'),
    note: text.describe('The approval itself, a signed note.'),
  }),
);

export const checkRecorded = firstVersion(
  'A check run of continuous integration. `refs` has the policy that was checked for this log’s environment.',
  z.strictObject({
    repository: text.describe('Where it ran.'),
    commit: text.describe('What it checked.'),
    outcome: z.enum(['passed', 'failed']).describe('What it came to.'),
    attestor: text.describe('The attestor of the policy that signed it.'),
    note: text.describe(
      'The check run as it was signed (version 2, or 1 of older commands: [check.md](check.md#leaving-a-record)).',
    ),
  }),
);
