/**
 * CloudEvents 1.0.2 (github.com/cloudevents/spec, `spec.md` and `formats/json-format.md`, February 2022), and its documented extension
 * `sequence`. `data` is the entry whole: its canonical JSON (RFC 8785) are the bytes that the leaf hash is of.
 */
import { escapedJson, jsonLine, jsonRecord, oneLine, placeIn } from '../record-text.ts';
import type { ExportFormat } from '../types.ts';

/** As long as the largest index that a number holds, so that texts stand in the order of the log. */
const SEQUENCE_DIGITS = 16;

export const cloudevents: ExportFormat = {
  name: 'cloudevents',
  standard: 'CloudEvents 1.0.2, JSON format',
  fields: [
    { field: 'specversion', from: '`1.0`' },
    { field: 'id', from: 'the entry’s id: with `source` the same for ever, to drop repetitions by' },
    { field: 'source', from: 'origin of the log, as a URI reference' },
    { field: 'type', from: '`ambit.` and `kind`' },
    { field: 'time', from: '`time`' },
    { field: 'subject', from: 'the client’s id, else what was made, changed or read; absent where there is neither' },
    { field: 'datacontenttype', from: '`application/json`' },
    { field: 'sequence', from: 'the index in the log, in 16 digits' },
    { field: 'ambitindex', from: 'the index in the log' },
    { field: 'ambitleafhash', from: 'leaf hash, hexadecimal' },
    { field: 'ambitenvironment', from: '`environment`' },
    { field: 'ambitseverity', from: 'one of OCSF’s five words' },
    { field: 'ambitoutcome', from: '`success`, `failure` or `unknown`' },
    { field: 'data', from: 'the entry, whole, with its writer’s signature' },
  ],
  write({ origin, index, id, leafHash, entry, facts }) {
    const attributes = {
      specversion: '1.0',
      id,
      source: encodeURI(origin),
      type: `ambit.${oneLine(entry.kind)}`,
      time: entry.time,
      subject: subjectOf(facts.clientId ?? facts.entity?.name ?? facts.entity?.uid ?? null),
      datacontenttype: 'application/json',
      sequence: String(index).padStart(SEQUENCE_DIGITS, '0'),
      ambitindex: String(index),
      ambitleafhash: leafHash,
      ambitenvironment: oneLine(entry.environment),
      ambitseverity: facts.severity,
      ambitoutcome: facts.outcome,
    };
    // Nulls of the entry stay: they belong to the bytes that were hashed.
    return `${jsonLine(attributes).slice(0, -1)},"data":${escapedJson(JSON.stringify(entry))}}`;
  },
  placeOf(record) {
    const value = jsonRecord(record);
    return value !== null && 'specversion' in value ? placeIn(value['ambitindex'], value['ambitleafhash']) : null;
  },
};

/** A text of an attribute has no control characters and is not empty. */
function subjectOf(text: string | null): string | null {
  return text === null || text === '' ? null : oneLine(text);
}
