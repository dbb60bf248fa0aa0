import { FORMATS, formats, kindRows, MAPPING_VERSION } from '../src/export/index.ts';

const INTRODUCTION = `# Fields of an export

<!-- Written by npm run docs from the mapping (src/export/): change it there. -->

What \`ambit ledger export\` writes of an entry, kind by kind and field by field. [export.md](export.md) says how to run it, and
[ledger.md](ledger.md) what an entry is: names in \`code\` on the right are members of its envelope. This is version ${MAPPING_VERSION} of the mapping; a record that was
written by it stays the same by every later Ambit of that version.

A field is there where the entry says something of it. People are pseudonyms and policy ids, tokens are fingerprints, and free text is a
reference into the sealed store: no token, secret or name is in any record.

## Kinds

Their name is a field of each format. A kind that this Ambit doesn't know, for a later one wrote it, is exported too: in OCSF as Base Event (0).
Which activity a call of an API is follows from the method of its operation, by the OpenAPI document that the entry names; where that
isn't there, it is Call (99).

| kind | in words | class and activity of OCSF |
| --- | --- | --- |
`;

/** `docs/export-fields.md`: every kind and every field of each format, from the mapping itself. */
export function exportReference(): string {
  const kinds = kindRows().map(({ kind, caption, ocsf }) => `| \`${kind}\` | ${caption} | ${ocsf.join('; ')} |\n`);
  const tables = FORMATS.map((name) => {
    const { standard, fields } = formats[name];
    const rows = fields.map(({ field, from }) => `| ${codeOf(field)} | ${from.replaceAll('|', '\\|')} |\n`);
    return `\n## ${name}\n\n${standard}.${NOTES[name]}\n\n| field | what |\n| --- | --- |\n${rows.join('')}`;
  });
  return `${INTRODUCTION}${kinds.join('')}${tables.join('')}`;
}

/** What no row says. */
const NOTES = {
  ocsf: ` A stands for Authentication, S for Authorize Session, E for Entity Management, L for Application Lifecycle, P for API Activity, F for
Detection Finding; a row without a letter is of each class.`,
  cef: ` \`|\` and \`\\\` of the header, \`=\` and \`\\\` of a value have a \`\\\` before them, ends of lines in a value are \`\\n\` and \`\\r\`, other control
characters are spelled out (\`\\u{1b}\`). A value that is longer than its key may be is cut, and ends in \`…\`.`,
  syslog: ` One message a line (RFC 6587 §3.4.2). Rows from \`index\` to \`policy\` are parameters of the structured data \`ambit@32473\`: Ambit has no enterprise
number of its own, and this is the one that RFC 5612 keeps for examples. \`"\`, \`\\\` and \`]\` of a value have a \`\\\` before them, control characters
are spelled out. No message is cut: most have less than 1 KB, and one with many scopes can have more than the 2,048 octets that a receiver should
take at least (§6.1).`,
  cloudevents: ` The canonical JSON (RFC 8785) of \`data\` are the bytes that the leaf hash is of, so an event can be verified by itself.`,
  otlp: ` One request with one record a line, as an OTLP/HTTP receiver takes it and the file exporter writes it.`,
} as const;

const codeOf = (field: string): string =>
  field
    .split(', ')
    .map((one) => `\`${one}\``)
    .join(', ');
