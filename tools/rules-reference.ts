import { CONTROLS, EXAMPLE_POLICY, type Rule, rules } from '../src/policy/index.ts';

const INTRODUCTION = `# Rules

<!-- Written by npm run docs from the rules (src/policy/rules/): change them there. -->

A policy is judged by these rules as it is compiled, with every default filled in: what a field comes to counts, not what was written.
\`ambit check\` shows what it finds with the place and the rule, \`ambit rules\` lists them, and \`ambit explain RULE\` shows one.

- An **error** is never right. Such a policy doesn't compile and doesn't become active. \`approval-missing\` alone isn't asked by the compiler:
  whether an approval holds depends on the policy that is active.
- An **error unless waived** is what nobody should allow in passing: a broad scope that is given unasked, a critical one that is always held.
  Such a policy compiles; \`ambit check\` ends with 1, and it doesn't become active. A waiver lets one definition off, and nothing turns the
  rule down for all.
- A **warning** is what somebody can knowingly allow: the policy compiles and becomes active, and \`ambit check\` ends with 0. With
  \`--strict\` it ends with 1. \`rules:\` in the policy makes it an error there; a waiver lets one definition off until a date, and needs an
  approval ([policy-reference.md](policy-reference.md)).

Not among the rules is what a policy can't even be written without: a scope without risk or longest life, and a reference that leads nowhere,
don't compile ([policy-reference.md](policy-reference.md)).
`;

const BESIDE = `## The policy beside the examples

Each example is a file in a folder with this one. A comment \`# found:\` stands where the rule points, and says to what. The examples are
judged as of the 1st of January 2027.
`;

/** `docs/rules.md`: every rule with its reason, its controls and its examples, from the rules themselves. */
export function rulesReference(): string {
  const rows = rules.map(
    ({ id, severity, waivable, title, control }) =>
      `| [\`${id}\`](#${id}) | ${severity}${waivable ? ' unless waived' : ''} | ${title} | ${control.join(', ')} |`,
  );
  const table = ['| rule | severity | what must not be | controls |', '| --- | --- | --- | --- |', ...rows, ''].join(
    '\n',
  );
  return [INTRODUCTION, table, ...rules.map(section), BESIDE, yaml(EXAMPLE_POLICY)].join('\n');
}

function section({ id, severity, waivable, title, why, control, bad, badByDefault, good }: Rule): string {
  const serves = control.map((one) => `${one} (${CONTROLS[one].toLowerCase()})`).join(', ');
  return [
    `## ${id}\n`,
    `${title}: ${severity === 'error' ? 'an error' : 'a warning'}${waivable ? ' unless waived' : ''}. It serves ${serves}.\n`,
    `${why}\n`,
    `Bad:\n\n${yaml(bad)}`,
    ...(badByDefault === undefined ? [] : [`Bad by what a field comes to that is left out:\n\n${yaml(badByDefault)}`]),
    `Good:\n\n${yaml(good)}`,
  ].join('\n');
}

function yaml(text: string): string {
  return `\`\`\`yaml\n${text}\`\`\`\n`;
}
