import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventOf, FORMATS, type FormatName, formats, OperationMethods } from './index.ts';
import { entriesOfEveryKind, entryWith, goldenEntries, readGolden } from './testing/sample-entries.ts';

const refused = goldenEntries().find(({ entry }) => entry.kind === 'token.use_refused');
assert.ok(refused !== undefined);
/** Entries that say what none of the others does. */
const RARE = [
  entryWith({ ...refused.entry, subject: 'sub:abc', refs: [...refused.entry.refs, 'grant:grant-1'] }, 2000),
  entryWith({ kind: 'session.opened', body: { method: 'oidc', roles: [], person: null }, refs: ['session:s-9'] }, 2001),
];

type Members = { readonly [name: string]: unknown };
const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Paths of an object's members, down to what is a value, or free. */
function pathsOf(value: Members, free: readonly string[], prefix = ''): string[] {
  return Object.entries(value).flatMap(([name, member]) =>
    isMembers(member) && !free.includes(prefix + name) ? pathsOf(member, free, `${prefix}${name}.`) : [prefix + name],
  );
}

interface Request {
  readonly resourceLogs: readonly {
    readonly resource: { readonly attributes: readonly { readonly key: string }[] };
    readonly scopeLogs: readonly {
      readonly scope: Members;
      readonly logRecords: readonly (Members & { readonly attributes: readonly { readonly key: string }[] })[];
    }[];
  }[];
}

const HEADER_OF_CEF = [
  ...['CEF', 'Device Vendor', 'Device Product', 'Device Version', 'Device Event Class ID', 'Name', 'Severity'],
];
const HEADER_OF_SYSLOG = ['PRI', 'VERSION', 'TIMESTAMP', 'HOSTNAME', 'APP-NAME', 'PROCID', 'MSGID', 'MSG'];

/** The fields that a record has, as the tables name them. */
const FIELDS_IN: Readonly<Record<FormatName, (record: string) => string[]>> = {
  ocsf: (record) => pathsOf(JSON.parse(record), ['unmapped.body', 'unmapped.digests']),
  cef: (record) => [...HEADER_OF_CEF, ...[...record.matchAll(/[| ](\w+)=/g)].map(([, key]) => key as string)],
  syslog: (record) => [
    ...HEADER_OF_SYSLOG,
    ...[...record.matchAll(/\[origin (\w+)="[^"]*" (\w+)=/g)].flatMap(([, one, other]) => [
      `origin ${one}`,
      `${other}`,
    ]),
    ...[...(/\[ambit@32473( .*)\]\[origin /.exec(record)?.[1] ?? '').matchAll(/ (\w+)="/g)].map(
      ([, key]) => key as string,
    ),
  ],
  cloudevents: (record) => Object.keys(JSON.parse(record)),
  otlp: (record) => {
    const { resource, scopeLogs } = (JSON.parse(record) as Request).resourceLogs[0] ?? assert.fail();
    const { scope, logRecords } = scopeLogs[0] ?? assert.fail();
    const { attributes, ...members } = logRecords[0] ?? assert.fail();
    return [
      ...resource.attributes.map(({ key }) => `resource.attributes[${key}]`),
      ...Object.keys(scope).map((name) => `scope.${name}`),
      ...Object.keys(members),
      ...attributes.map(({ key }) => `attributes[${key}]`),
    ];
  },
};

describe('the tables of fields', () => {
  for (const name of FORMATS)
    test(`have each field that a record of ${name} can have, and no other`, async () => {
      const methods = new OperationMethods(readGolden);
      const found = new Set<string>();
      for (const logged of [...entriesOfEveryKind(), ...RARE]) {
        await methods.prepare(logged.entry);
        for (const field of FIELDS_IN[name](formats[name].write(eventOf('log.example/a', logged, methods))))
          found.add(field);
      }
      const listed = formats[name].fields.flatMap(({ field }) => field.split(', '));
      assert.deepEqual([...found].sort(), [...listed].sort());
      assert.equal(new Set(listed).size, listed.length);
    });
});
