/**
 * CEF: “Implementing ArcSight Common Event Format (CEF)”, version 25 of 28 September 2017: header, escaping, keys and their lengths as its
 * dictionaries of extensions have them.
 */
import { atMost, messageOf, oneLine, placeIn } from '../record-text.ts';
import { type ExportedEvent, type ExportFormat, type FieldRow, MAPPING_VERSION, type Severity } from '../types.ts';

/** 0–3 is low, 4–6 medium, 7–8 high, 9–10 very high. */
const SEVERITIES: Readonly<Record<Severity, number>> = { informational: 1, low: 3, medium: 5, high: 8, critical: 10 };

const CUSTOM_LENGTH = 4000;
const FLEX_LENGTH = 128;

interface CefField extends FieldRow {
  /** Most characters, by the standard's dictionary. */
  readonly length: number;
  value(event: ExportedEvent): string | number | null;
}

const text = (
  field: string,
  length: number,
  from: string,
  value: (event: ExportedEvent) => string | number | null,
): CefField => ({ field, length, from, value });

/** A field of the device's own, and the label that says what is in it. */
const custom = (
  field: string,
  label: string,
  from: string,
  value: (event: ExportedEvent) => string | number | null,
  length = CUSTOM_LENGTH,
): CefField[] => [
  text(field, length, from, value),
  text(`${field}Label`, 1023, `\`${label}\``, (event) => (value(event) === null ? null : label)),
];

const joined = (values: readonly string[]): string | null => (values.length === 0 ? null : values.join(' '));
const milliseconds = (time: string | null): number | null => (time === null ? null : Date.parse(time));

const FIELDS: readonly CefField[] = [
  text('rt', 32, '`time`, in milliseconds since 1970', ({ entry }) => Date.parse(entry.time)),
  text('externalId', 40, 'the index in the log', ({ index }) => index),
  ...custom('cs1', 'leafHash', 'leaf hash, hexadecimal', ({ leafHash }) => leafHash),
  ...custom('cs2', 'entryId', 'the entry’s id: the same for ever, to drop repetitions by', ({ id }) => id),
  ...custom('cs3', 'scopes', 'scopes, with spaces between', ({ facts }) => joined(facts.scopes)),
  ...custom('cs4', 'tokens', 'fingerprints of tokens', ({ facts }) => joined(facts.tokens)),
  ...custom('cs5', 'grantId', 'the grant’s id', ({ facts }) => facts.grantId),
  ...custom(
    'cs6',
    'policy',
    'digest of the policy that it was decided by',
    ({ entry }) => entry.digests['policy'] ?? null,
  ),
  ...custom('cn1', 'writerSequence', '`sequence`', ({ entry }) => entry.sequence),
  text('act', 63, 'what was done, in a word', ({ facts }) => facts.action),
  text('outcome', 63, '`success`, `failure` or `unknown`', ({ facts }) => facts.outcome),
  text('reason', 1023, 'why: a code', ({ facts }) => facts.reason),
  text('cnt', 12, 'how many it stands for', ({ facts }) => facts.count),
  text('start', 32, 'the first of them', ({ facts }) => milliseconds(facts.from)),
  text('end', 32, 'the last of them', ({ facts }) => milliseconds(facts.to)),
  text('sourceServiceName', 1023, 'the client’s id', ({ facts }) => facts.clientId),
  text('suid', 1023, 'pseudonym of the person concerned', ({ facts }) => facts.subject),
  text('suser', 1023, 'policy id of the person who acted', ({ facts }) => facts.person),
  text(
    'destinationServiceName',
    1023,
    'the API; for tokens the issuer',
    ({ facts, entry }) => facts.api ?? entry.issuer,
  ),
  ...custom('flexString1', 'apiOperation', 'the operation of the API', ({ facts }) => facts.operation, FLEX_LENGTH),
  ...custom(
    'flexString2',
    'entity',
    'what was made, changed or read: its type, and its name or identifier',
    ({ facts: { entity } }) => (entity === null ? null : `${entity.type} ${entity.name ?? entity.uid}`),
    FLEX_LENGTH,
  ),
  text('deviceExternalId', 255, '`writer`', ({ entry }) => entry.writer),
  text('deviceFacility', 1023, '`environment`', ({ entry }) => entry.environment),
  text('dvchost', 100, 'origin of the log', ({ origin }) => origin),
  text('msg', 1023, 'the same in a line for people', messageOf),
];

/** A field of the header: no line ends, and `|` and `\` escaped. */
export function cefHeader(value: string): string {
  return oneLine(value).replaceAll(/[\\|]/g, '\\$&');
}

/** A value of the extension: `\` and `=` escaped, ends of lines as `\n` and `\r`. */
export function cefValue(value: string): string {
  return value
    .split(/(\r|\n)/)
    .map((part) => (part === '\n' ? '\\n' : part === '\r' ? '\\r' : oneLine(part).replaceAll(/[\\=]/g, '\\$&')))
    .join('');
}

export const cef: ExportFormat = {
  name: 'cef',
  standard: 'ArcSight Common Event Format, CEF:0 (version 25 of its document, 28 September 2017)',
  fields: [
    { field: 'CEF', from: '`0`' },
    { field: 'Device Vendor, Device Product', from: '`Ambit`' },
    { field: 'Device Version', from: 'version of this mapping' },
    { field: 'Device Event Class ID', from: '`kind`' },
    { field: 'Name', from: 'the kind in a few words' },
    { field: 'Severity', from: 'informational 1, low 3, medium 5, high 8, critical 10' },
    ...FIELDS.map(({ field, from }) => ({ field, from })),
  ],
  write(event) {
    const header = ['CEF:0', 'Ambit', 'Ambit', MAPPING_VERSION, event.entry.kind, event.caption]
      .map((value, place) => (place === 0 ? value : cefHeader(value)))
      .join('|');
    const extension = FIELDS.flatMap(({ field, length, value }) => {
      const found = value(event);
      return found === null ? [] : [`${field}=${cefValue(atMost(String(found), length))}`];
    });
    return `${header}|${SEVERITIES[event.facts.severity]}|${extension.join(' ')}`;
  },
  placeOf(record) {
    if (!record.startsWith('CEF:')) return null;
    return placeIn(/ externalId=(\d+) /.exec(record)?.[1], / cs1=([0-9a-f]{64}) /.exec(record)?.[1]);
  },
};
