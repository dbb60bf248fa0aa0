import { resolve } from 'node:path';
import { configurationSchema } from '../src/app/configuration-schema.ts';
import { policyFile } from '../src/policy/index.ts';
import { rulesReference } from './rules-reference.ts';
import { schemaReference } from './schema-reference.ts';

const GENERATED = '<!-- Written by npm run docs from the schema that validates the file: change it there. -->\n';

const POLICY = `# Policy

${GENERATED}
A policy is a folder of \`*.yaml\` files and of approvals (\`*.note\`, [see Approvals](approvals.md)). Any file may hold any part of it; a
definition stands in one file only. \`ambit check\` tells what is wrong with it, and where. \`examples/acme/ambit\` is one.

- Files are YAML 1.2 without anchors, aliases, merge keys, tags, directives and characters that can't be seen: what a reviewer sees is
  what is compiled. Keys are texts, each once.
- What is compiled has every default filled in and every list sorted. Its SHA-256 over canonical JSON (RFC 8785) is the policy's digest,
  which each decision in the ledger names. Comments, the order of definitions and the names of files don't change it.
- People are ids. Who they are stands in a people directory beside the folder, outside the digest, so that a name can be erased.
- A high or critical scope, a client that may hold one, a person who gains a key or a power to approve such, and a role of the console
  that maps somebody new to a power, need somebody else's approval before the policy becomes active.

## What is checked beside the fields

- Every reference leads somewhere: scopes, resource servers, issuers, people.
- A scope's name is a scope token (RFC 6749 §3.3). An issuer is an https URL without query and fragment, in its plain spelling, or http
  on a loopback address (RFC 8414 §2). Two resource servers never share an audience, and an audience has no fragment (RFC 8707 §2).
- A redirect URI is exact: https, http on a loopback address, or a private-use scheme of a domain name turned round (RFC 8252 §7.1); no
  fragment, wildcard or user. A client has redirect URIs when it has \`authorization_code\`, and only then.
- \`refresh_token\` goes with \`authorization_code\` (RFC 6749 §4.4.3).
- A default scope is a standing one, and the defaults reach one resource server at most. A scope is standing or eligible, never both.
- An approval key belongs to one person.
- A role of the console names a person only where the claim is \`sub\`. A policy without an administrator doesn't replace one that has one.

What is allowed and seldom wise, such as a critical scope that is standing, is for the [rules](rules.md): \`ambit check\` warns of it, and
with \`--strict\` it fails.
`;

const CONFIGURATION = `# Configuration

${GENERATED}
\`ambit.config.yaml\` says what Ambit stands in front of. Paths are relative to the file, but for \`dataDirectory\`. No secret stands in it:
it says where a secret is, an environment variable (\`{ env: NAME }\`) or a file (\`{ file: PATH }\`).
`;

/** The generated files of `docs/`. */
export function references(): { readonly file: string; readonly text: string }[] {
  const docs = resolve(import.meta.dirname, '../docs');
  return [
    { file: resolve(docs, 'policy.md'), text: `${POLICY}\n${schemaReference(policyFile)}` },
    { file: resolve(docs, 'configuration.md'), text: `${CONFIGURATION}\n${schemaReference(configurationSchema)}` },
    { file: resolve(docs, 'rules.md'), text: rulesReference() },
  ];
}
