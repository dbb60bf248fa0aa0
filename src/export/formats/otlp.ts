/**
 * OpenTelemetry logs as OTLP JSON: opentelemetry-proto 1.x (`logs.proto`, `collector/logs/v1/logs_service.proto`), the OTLP specification's
 * JSON Protobuf encoding (camelCase names, 64-bit numbers as texts, enumerations as numbers) and its file exporter's JSON lines: each line is
 * an ExportLogsServiceRequest, which an OTLP/HTTP receiver takes as it is. Attributes are those of the semantic conventions where there is one
 * (`log.record.uid`, `deployment.environment.name`, `service.*`, `user.id`).
 */
import { jsonLine, jsonRecord, messageOf, placeIn } from '../record-text.ts';
import { type ExportedEvent, type ExportFormat, type FieldRow, MAPPING_VERSION, type Severity } from '../types.ts';

/** Number and text of each severity (logs data model, “Mapping of SeverityNumber”). */
const SEVERITIES: Readonly<Record<Severity, readonly [number: number, text: string]>> = {
  informational: [9, 'INFO'],
  low: [10, 'INFO2'],
  medium: [13, 'WARN'],
  high: [17, 'ERROR'],
  critical: [18, 'ERROR2'],
};

type Value = string | number | readonly string[] | null;

interface Attribute extends FieldRow {
  value(event: ExportedEvent): Value;
}

const attribute = (field: string, from: string, value: (event: ExportedEvent) => Value): Attribute => ({
  field,
  from,
  value,
});

const RESOURCE: readonly Attribute[] = [
  attribute('service.name', '`ambit`', () => 'ambit'),
  attribute('service.instance.id', '`writer`', ({ entry }) => entry.writer),
  attribute('deployment.environment.name', '`environment`', ({ entry }) => entry.environment),
];

const ATTRIBUTES: readonly Attribute[] = [
  attribute('log.record.uid', 'the entry’s id: the same for ever, to drop repetitions by', ({ id }) => id),
  attribute('ambit.log.origin', 'origin of the log', ({ origin }) => origin),
  attribute('ambit.entry.index', 'the index in the log', ({ index }) => index),
  attribute('ambit.entry.leaf_hash', 'leaf hash, hexadecimal', ({ leafHash }) => leafHash),
  attribute('ambit.entry.sequence', '`sequence`', ({ entry }) => entry.sequence),
  attribute('ambit.entry.after', '`after`', ({ entry }) => entry.after),
  attribute('ambit.operation', '`operation`: ties the entries of one operation', ({ entry }) => entry.operation),
  attribute('ambit.action', 'what was done, in a word', ({ facts }) => facts.action),
  attribute('ambit.outcome', '`success`, `failure` or `unknown`', ({ facts }) => facts.outcome),
  attribute('ambit.reason', 'why: a code', ({ facts }) => facts.reason),
  attribute('ambit.issuer', '`issuer`', ({ entry }) => entry.issuer),
  attribute('ambit.client.id', 'the client’s id', ({ facts }) => facts.clientId),
  attribute('user.id', 'pseudonym of the person concerned', ({ facts }) => facts.subject),
  attribute('ambit.person', 'policy id of the person who acted', ({ facts }) => facts.person),
  attribute('ambit.scopes', 'scopes', ({ facts }) => facts.scopes),
  attribute('ambit.grant.id', 'the grant’s id', ({ facts }) => facts.grantId),
  attribute('ambit.grant.type', 'grant type', ({ facts }) => facts.grantType),
  attribute('ambit.tokens', 'fingerprints of tokens', ({ facts }) => facts.tokens),
  attribute('ambit.api.name', 'the API that was called', ({ facts }) => facts.api),
  attribute('ambit.api.operation', 'the operation of it', ({ facts }) => facts.operation),
  attribute('ambit.count', 'how many it stands for', ({ facts }) => facts.count),
  attribute('ambit.from', 'the first of them', ({ facts }) => facts.from),
  attribute('ambit.to', 'the last of them', ({ facts }) => facts.to),
  attribute('ambit.entity.type', 'what was made, changed or read', ({ facts }) => facts.entity?.type ?? null),
  attribute('ambit.entity.uid', 'its identifier', ({ facts }) => facts.entity?.uid ?? null),
  attribute('ambit.entity.name', 'its name', ({ facts }) => facts.entity?.name ?? null),
  attribute(
    'ambit.finding.uid',
    'what somebody should look into: its identifier',
    ({ facts }) => facts.finding?.uid ?? null,
  ),
  attribute(
    'ambit.policy',
    'digest of the policy that it was decided by',
    ({ entry }) => entry.digests['policy'] ?? null,
  ),
];

/** AnyValue of the protocol. */
function anyValue(value: string | number | readonly string[]): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'number') return { intValue: String(value) };
  return { arrayValue: { values: value.map((stringValue) => ({ stringValue })) } };
}

function keyValues(attributes: readonly Attribute[], event: ExportedEvent): object[] {
  return attributes.flatMap(({ field, value }) => {
    const found = value(event);
    return found === null || (Array.isArray(found) && found.length === 0)
      ? []
      : [{ key: field, value: anyValue(found) }];
  });
}

export const otlp: ExportFormat = {
  name: 'otlp',
  standard: 'OpenTelemetry logs, OTLP 1.x as JSON lines',
  fields: [
    ...RESOURCE.map(({ field, from }) => ({ field: `resource.attributes[${field}]`, from })),
    { field: 'scope.name, scope.version', from: '`ambit.ledger`, version of this mapping' },
    { field: 'timeUnixNano, observedTimeUnixNano', from: '`time`, in nanoseconds since 1970' },
    {
      field: 'severityNumber, severityText',
      from: 'informational 9 INFO, low 10 INFO2, medium 13 WARN, high 17 ERROR, critical 18 ERROR2',
    },
    { field: 'eventName', from: '`ambit.` and `kind`' },
    { field: 'body', from: 'the same in a line for people' },
    ...ATTRIBUTES.map(({ field, from }) => ({ field: `attributes[${field}]`, from })),
  ],
  write(event) {
    const [severityNumber, severityText] = SEVERITIES[event.facts.severity];
    const time = `${Date.parse(event.entry.time)}000000`;
    const record = {
      timeUnixNano: time,
      observedTimeUnixNano: time,
      severityNumber,
      severityText,
      eventName: `ambit.${event.entry.kind}`,
      body: { stringValue: messageOf(event) },
      attributes: keyValues(ATTRIBUTES, event),
    };
    const scope = { name: 'ambit.ledger', version: MAPPING_VERSION };
    const resource = { attributes: keyValues(RESOURCE, event) };
    return jsonLine({ resourceLogs: [{ resource, scopeLogs: [{ scope, logRecords: [record] }] }] });
  },
  placeOf(record) {
    const value = jsonRecord(record);
    if (value === null || !('resourceLogs' in value)) return null;
    const attributes = (value as unknown as Request).resourceLogs?.[0]?.scopeLogs?.[0]?.logRecords?.[0]?.attributes;
    const of = (key: string) => attributes?.find?.((one) => one.key === key)?.value;
    return placeIn(of('ambit.entry.index')?.intValue, of('ambit.entry.leaf_hash')?.stringValue);
  },
};

/** As much of a request as is read of it. */
interface Request {
  readonly resourceLogs?: readonly {
    readonly scopeLogs?: readonly {
      readonly logRecords?: readonly {
        readonly attributes?: readonly {
          readonly key: string;
          readonly value?: { readonly intValue?: string; readonly stringValue?: string };
        }[];
      }[];
    }[];
  }[];
}
