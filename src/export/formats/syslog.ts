/**
 * Syslog: RFC 5424 (March 2009). One message a line: RFC 6587 §3.4.2 (non-transparent framing), so no message has an end of line in it.
 */
import { messageOf, oneLine, placeIn } from '../record-text.ts';
import { type ExportedEvent, type ExportFormat, type FieldRow, MAPPING_VERSION, type Severity } from '../types.ts';

/** “log audit” (RFC 5424 §6.2.1). */
const FACILITY = 13;
const SEVERITIES: Readonly<Record<Severity, number>> = { informational: 6, low: 5, medium: 4, high: 3, critical: 2 };

/**
 * The name of our structured data. What isn't registered with IANA has a private enterprise number behind the `@` (§7.2.2). Ambit has none
 * of its own: 32473 is the one that RFC 5612 keeps for examples, so that nobody's is taken.
 */
const SD_ID = 'ambit@32473';

interface Parameter extends FieldRow {
  value(event: ExportedEvent): string | number | null;
}

const parameter = (
  field: string,
  from: string,
  value: (event: ExportedEvent) => string | number | null,
): Parameter => ({ field, from, value });

const joined = (values: readonly string[]): string | null => (values.length === 0 ? null : values.join(' '));

const PARAMETERS: readonly Parameter[] = [
  parameter('index', 'the index in the log', ({ index }) => index),
  parameter('leafHash', 'leaf hash, hexadecimal', ({ leafHash }) => leafHash),
  parameter('id', 'the entry’s id: the same for ever, to drop repetitions by', ({ id }) => id),
  parameter('environment', '`environment`', ({ entry }) => entry.environment),
  parameter('issuer', '`issuer`', ({ entry }) => entry.issuer),
  parameter('sequence', '`sequence`', ({ entry }) => entry.sequence),
  parameter('operationId', '`operation`: ties the entries of one operation', ({ entry }) => entry.operation),
  parameter('action', 'what was done, in a word', ({ facts }) => facts.action),
  parameter('outcome', '`success`, `failure` or `unknown`', ({ facts }) => facts.outcome),
  parameter('severity', 'one of OCSF’s five words', ({ facts }) => facts.severity),
  parameter('reason', 'why: a code', ({ facts }) => facts.reason),
  parameter('client', 'the client’s id', ({ facts }) => facts.clientId),
  parameter('subject', 'pseudonym of the person concerned', ({ facts }) => facts.subject),
  parameter('person', 'policy id of the person who acted', ({ facts }) => facts.person),
  parameter('scopes', 'scopes, with spaces between', ({ facts }) => joined(facts.scopes)),
  parameter('grant', 'the grant’s id', ({ facts }) => facts.grantId),
  parameter('grantType', 'grant type', ({ facts }) => facts.grantType),
  parameter('tokens', 'fingerprints of tokens', ({ facts }) => joined(facts.tokens)),
  parameter('api', 'the API that was called', ({ facts }) => facts.api),
  parameter('apiOperation', 'the operation of it', ({ facts }) => facts.operation),
  parameter('count', 'how many it stands for', ({ facts }) => facts.count),
  parameter('from', 'the first of them', ({ facts }) => facts.from),
  parameter('to', 'the last of them', ({ facts }) => facts.to),
  parameter('entityType', 'what was made, changed or read', ({ facts }) => facts.entity?.type ?? null),
  parameter('entity', 'its name, else its identifier', ({ facts }) => facts.entity?.name ?? facts.entity?.uid ?? null),
  parameter('finding', 'what somebody should look into: its identifier', ({ facts }) => facts.finding?.uid ?? null),
  parameter('policy', 'digest of the policy that it was decided by', ({ entry }) => entry.digests['policy'] ?? null),
];

/** PARAM-VALUE (§6.3.3): `"`, `\` and `]` have a backslash before them. Control characters, which it advises against, are spelled out. */
export function parameterValue(value: string): string {
  return oneLine(value).replaceAll(/["\\\]]/g, '\\$&');
}

/** A field of the header (§6): printable US-ASCII without spaces, of bounded length, and `-` where there is none. */
export function headerField(value: string, length: number): string {
  return /^[\x21-\x7e]+$/.test(value) ? value.slice(0, length) : '-';
}

export const syslog: ExportFormat = {
  name: 'syslog',
  standard: 'Syslog, RFC 5424 (March 2009)',
  fields: [
    { field: 'PRI', from: 'facility 13 (log audit); informational 6, low 5, medium 4, high 3, critical 2' },
    { field: 'VERSION', from: '`1`' },
    { field: 'TIMESTAMP', from: '`time`' },
    { field: 'HOSTNAME', from: 'origin of the log' },
    { field: 'APP-NAME', from: '`ambit`' },
    { field: 'PROCID', from: '`writer`' },
    { field: 'MSGID', from: '`kind`' },
    { field: 'origin software, swVersion', from: '`Ambit`, version of this mapping (§7.2)' },
    ...PARAMETERS.map(({ field, from }) => ({ field, from })),
    { field: 'MSG', from: 'the same in a line for people, in US-ASCII' },
  ],
  write(event) {
    const { entry, facts } = event;
    const header = [
      `<${FACILITY * 8 + SEVERITIES[facts.severity]}>1`,
      entry.time,
      headerField(event.origin, 255),
      'ambit',
      headerField(entry.writer, 128),
      headerField(entry.kind, 32),
    ];
    const parameters = PARAMETERS.flatMap(({ field, value }) => {
      const found = value(event);
      return found === null ? [] : [`${field}="${parameterValue(String(found))}"`];
    });
    const data = `[${SD_ID} ${parameters.join(' ')}][origin software="Ambit" swVersion="${MAPPING_VERSION}"]`;
    // MSG-ANY: with other characters it would have to begin with a byte order mark (§6.4).
    const message = oneLine(messageOf(event)).replaceAll(
      /[^\x20-\x7e]/gu,
      (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
    );
    return `${header.join(' ')} ${data} ${message}`;
  },
  placeOf(record) {
    const [, index, leafHash] =
      /^<\d{1,3}>1 [^[]*\[ambit@32473 index="(\d+)" leafHash="([0-9a-f]{64})"/.exec(record) ?? [];
    return placeIn(index, leafHash);
  },
};
