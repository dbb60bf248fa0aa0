import { resolve } from 'node:path';
import { configurationSchema } from '../src/app/configuration-schema.ts';
import { policyTestFile, policyTestSchema } from '../src/decision/index.ts';
import { type JsonSchema, policyFile, policySchema } from '../src/policy/index.ts';
import { entriesReference } from './entries-reference.ts';
import { exportReference } from './export-reference.ts';
import { metricsReference } from './metrics-reference.ts';
import { providersReference } from './providers-reference.ts';
import { rulesReference } from './rules-reference.ts';
import { schemaReference } from './schema-reference.ts';

const GENERATED = '<!-- Written by npm run docs from the schema that validates the file: change it there. -->\n';

const POLICY = `# Policy

${GENERATED}
A policy is a folder of \`*.yaml\` files and of approvals (\`*.note\`, [see Approvals](approvals.md)). Any file may hold any part of it; a
definition stands in one file only. \`ambit check\` tells what is wrong with it, and where. \`examples/acme/ambit\` is one.

\`*.test.yaml\` files beside them hold no definitions: they say what the policy should do, and [\`ambit policy test\`](policy-tests.md) holds it
to that. [\`ambit policy diff\`](policy-diff.md) says what a change of the policy changes for whom.

- Files are YAML 1.2 without anchors, aliases, merge keys, tags, directives and characters that can't be seen: what a reviewer sees is
  what is compiled. Keys are texts, each once.
- Files are UTF-8 and of 1 MB at most, with 100,000 values and 20 levels; a folder has 20,000 files and 32 MB of them at most. Links, pipes and
  devices in it aren't read.
- What is compiled has every default filled in and every list sorted. Its SHA-256 over canonical JSON (RFC 8785) is the policy's digest,
  which each decision in the ledger names. Comments, the order of definitions and the names of files don't change it.
- People are ids. Who they are stands in a people directory beside the folder, outside the digest, so that a name can be erased.
- Definitions need somebody else's approval before the policy becomes active, by the risk of what they let in: [Approvals](approvals.md)
  says which, and how a policy asks for more people or for a team's.
- What a policy says nothing of is not in its compiled form: a new Ambit that can say more leaves its digest, and every approval, as it was.

[The guide](policy-guide.md) leads from an empty folder to a policy that holds.

## Several issuers, several environments

- A policy may have several issuers, each \`guarded\`, \`hooked\` or \`observed\`; each tenant or realm of a server is one of its own. Where two of
  them know a client by the same id, one of the two stands under another name and says its \`clientId\`. A scope that only some issuers know
  says \`issuers\`.
- A file that begins with \`overlay: staging\` says what is otherwise in that environment. Maps are laid over each other; a list or a value
  takes the place of the other; \`null\` takes a field or a definition away, and its default holds again. What comes of it is validated and
  judged like one that was written in one place, and what is wrong is shown where it was written. \`ambit check\` asks every environment, other
  commands the one that \`--environment\` names. The configuration says for which one an Ambit runs. Digest, approvals and ledger are of one
  environment each.

## What a scope can stand for

- \`implies\` names narrower scopes that it includes, and those that they do. A token with it passes where one of them is needed, as long as
  its client may hold it; who may hold it may ask for the narrower one; its tokens live as long as the least of them may. It is never less
  risky, nor for less sensitive data, than what it includes, and empowers at the same resource server. A
  pattern includes another one that has no part, and no value for a part, that it hasn't itself; a scope that is defined by itself isn't
  among what comes with it.
- \`replacedBy\` names the scopes that it is split into, and a deadline from which on it is refused, at the authorization server and at every
  API: a token that still has it passes nowhere by it, and nothing that it included comes with it any more.
- \`parameters\` makes it a pattern: each \`{part}\` of its name stands for one of a list, or for so many characters of a kind, never for
  anything. A client holds one scope of it (\`payments:7:write\`), or all of them by the pattern's own name. A part ends where what follows it
  begins, so a scope is read in one way; two patterns that some scope could be of don't compile. A scope that is defined by itself is no
  pattern's.

A value that nobody has given yet is \`TODO\`, or \`"TODO: what is known of it"\`: \`ambit check\` says each at its place, counts them, and fails.
[\`ambit init\`](init.md) leaves them where your files don't say something.

## What is checked beside the fields

- Every reference leads somewhere: scopes, resource servers, issuers, people, teams, rules.
- A waiver is of a rule that warns; one that refuses can't be waived, nor be made to warn.
- A scope's name is a scope token (RFC 6749 §3.3). An issuer is an https URL without query and fragment, in its plain spelling, or http
  on a loopback address (RFC 8414 §2). Two resource servers never share an audience, and an audience has no fragment (RFC 8707 §2).
- A redirect URI is exact: https, http on a loopback address, or a private-use scheme of a domain name turned round (RFC 8252 §7.1); no
  fragment, wildcard or user. A client has redirect URIs when it has \`authorization_code\` or \`implicit\`, and
  only then.
- \`refresh_token\` goes with a grant that a person has a part in, or with a token exchange (RFC 6749 §4.4.3). A client's kind isn't one
  that its grant types contradict: \`client_credentials\` takes a secret, and a machine acts for nobody (RFC 6749 §4.4).
- A default scope is a standing one, and the defaults reach one resource server at most. A scope is standing or eligible, never both.
- An approval key belongs to one person.
- A role of the console names a person only where the claim is \`sub\`. A policy without an administrator doesn't replace one that has one.

What is seldom wise is for the [rules](rules.md). A broad default, such as a critical scope that is standing, fails \`ambit check\` and
doesn't become active unless it is waived. Of the rest \`ambit check\` warns, and with \`--strict\` it fails; \`rules: { RULE: error }\`
makes a policy that breaks a rule fail there and not become active. A waiver lets one definition break one rule until a date: it has an
owner and a reason, needs an approval, and is told by \`ambit check\` and the evidence. Once it is over, the rule holds again; one that
allows nothing is warned of.

## In an editor

\`schemas/policy.schema.json\` of the package is this reference as a JSON Schema, and \`schemas/policy-tests.schema.json\` is that of
\`*.test.yaml\`. Without a network, \`ambit policy schema > .ambit-policy.schema.json\` writes the one that this Ambit validates by, and
\`--tests\` the other. An editor with the YAML language server completes, explains and checks a file that begins with

\`\`\`yaml
# yaml-language-server: $schema=../.ambit-policy.schema.json
\`\`\`

A JSON Schema can say less than \`ambit check\`: it follows no reference and knows no rule.
`;

const CONFIGURATION = `# Configuration

${GENERATED}
\`ambit.config.yaml\` says what Ambit stands in front of. Paths are relative to the file, but for \`dataDirectory\`. No secret stands in it:
it says where a secret is, an environment variable (\`{ env: NAME }\`) or a file (\`{ file: PATH }\`).
`;

const POLICY_TESTS = `# Policy tests

${GENERATED}
What a team expects of its policy stands beside it, in \`*.test.yaml\` of the policy folder: this client asking for these scopes gets that
decision, for that reason. \`ambit policy test\` asks each of the \`decide\` that the guards ask, so what holds there holds at the guard.
These files hold no definitions, and nothing in them ever becomes part of the policy.

\`\`\`yaml ambit/refunds.test.yaml
at: 2026-12-01T00:00:00Z
expectations:
  - name: the warehouse pays money back only while elevated
    client: order-fulfilment
    scopes: [orders:refund]
    expect: { outcome: refuse, reason: nothing_left, withheld: { orders:refund: scope_needs_elevation } }
  - name: the report may change orders
    client: nightly-report
    scopes: [orders:read, orders:write]
    expect: { outcome: permit }
\`\`\`

The second expects what Acme's policy doesn't give, so:

\`\`\`sh exit=1
ambit policy test
\`\`\`

\`\`\`text
ambit/refunds.test.yaml:7:5 failed: the report may change orders [nightly-report]
  Expected the outcome permit, got refuse (orders:write: scope_not_allowed_for_client).

The policy does not do what is expected: 20 of 21 expectations passed.
They ask about 7 of 7 clients, 9 of 9 scopes, 19 of 19 allowances.
\`\`\`

- **What is asked** is a request for a token as the guard reads it, or a \`use\` of a token at an operation. Scopes may stand in any order.
- **What is expected** is compared where it is said; \`scopes\` and \`withheld\` are whole lists. A refusal is expected for a reason: one
  for another reason, such as a client that has ended, would prove nothing. \`reason\` is that of the whole request, \`withheld\` has those
  of its scopes.
- **A client that is only observed** is refused nothing in fact. A refusal that is expected of one fails, unless it says \`mode: observe\`.
- **Time** is now, unless the expectation or its file says \`at\`. With it, expectations still hold when a client has ended.
- **Coverage** names each client, scope and allowance (a client's scope, standing or eligible) that no expectation asks about. A scope counts
  where the decision got as far as to judge it. \`--complete\` fails where an allowance has no expectation.
- An eligible scope is withheld here: expectations know no elevation. Nor do they know revocations, or how long the feed was silent.

Exit code: 0 when everything is as expected, 1 when something is not or can't be read as an expectation, 2 when the policy doesn't compile
or there are no expectations. \`--format json\` has every result with its decision.
`;

/** The generated files of `docs/` and `schemas/`. */
export function references(): { readonly file: string; readonly text: string }[] {
  const docs = resolve(import.meta.dirname, '../docs');
  const schemas = resolve(import.meta.dirname, '../schemas');
  return [
    { file: resolve(docs, 'policy-reference.md'), text: `${POLICY}\n${schemaReference(policyFile)}` },
    { file: resolve(docs, 'policy-tests.md'), text: `${POLICY_TESTS}\n${schemaReference(policyTestFile)}` },
    { file: resolve(docs, 'configuration.md'), text: `${CONFIGURATION}\n${schemaReference(configurationSchema)}` },
    { file: resolve(docs, 'ledger-entries.md'), text: entriesReference() },
    { file: resolve(docs, 'metrics.md'), text: metricsReference() },
    { file: resolve(docs, 'rules.md'), text: rulesReference() },
    { file: resolve(docs, 'providers.md'), text: providersReference() },
    { file: resolve(docs, 'export-fields.md'), text: exportReference() },
    { file: resolve(schemas, 'policy.schema.json'), text: written(policySchema()) },
    { file: resolve(schemas, 'policy-tests.schema.json'), text: written(policyTestSchema()) },
  ];
}

function written(schema: JsonSchema): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
