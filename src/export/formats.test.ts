import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import type { EntryKind, LoggedEntry } from '../entries/index.ts';
import { canonicalJson, type Json, leafHash } from '../proof/index.ts';
import { cefHeader, cefValue } from './formats/cef.ts';
import { headerField, parameterValue } from './formats/syslog.ts';
import { eventOf, FORMATS, formatOf, formats, kindMappings, OperationMethods } from './index.ts';
import { assertOcsf } from './testing/ocsf-requirements.ts';
import { entriesOfEveryKind, entryWith, goldenEntries, readGolden } from './testing/sample-entries.ts';

const ORIGIN = 'ledger.test/ambit';
const NO_METHODS = { methodOf: () => null };
const every = entriesOfEveryKind();

type Members = { readonly [name: string]: Members & string & number };

const written = (name: (typeof FORMATS)[number], logged: LoggedEntry): string =>
  formats[name].write(eventOf(ORIGIN, logged, NO_METHODS));
const ocsfOf = (logged: LoggedEntry): Members => JSON.parse(written('ocsf', logged));
const first = (kind: EntryKind, where: (entry: LoggedEntry['entry']) => boolean = () => true): LoggedEntry => {
  const found = every.find(({ entry }) => entry.kind === kind && where(entry));
  assert.ok(found !== undefined, kind);
  return found;
};
const bodyOf = (entry: LoggedEntry['entry']): Members => entry.body as unknown as Members;

describe('an export', () => {
  test('has a mapping and a sample of every kind, and no other', () => {
    assert.deepEqual([...new Set(every.map(({ entry }) => entry.kind))].sort(), Object.keys(kindMappings).sort());
  });

  for (const name of FORMATS)
    test(`writes every entry as one line of ${name} that names its index and leaf hash`, () => {
      for (const logged of every) {
        const record = written(name, logged);
        assert.doesNotMatch(record, /[\p{Cc}\p{Zl}\p{Zp}]/u);
        const place = { index: logged.index, leafHash: Buffer.from(logged.leafHash).toString('hex') };
        assert.deepEqual(formats[name].placeOf(record), place);
        assert.equal(formatOf(record)?.name, name);
        assert.ok(record.includes(logged.id), 'names the entry’s id');
        assert.ok(record.includes(logged.entry.kind), 'names the kind');
      }
    });

  test('leaves out no entry of a kind that a later Ambit writes', () => {
    for (const kind of ['new.kind', 'toString', '__proto__'])
      for (const name of FORMATS)
        assert.ok(formats[name].placeOf(written(name, entryWith({ kind: kind as EntryKind, body: {} }))) !== null);
    const event = ocsfOf(entryWith({ kind: 'new.kind' as EntryKind, body: { what: 1 } }));
    assertOcsf(event);
    assert.deepEqual([event['class_uid'], event['unmapped']?.['body']], [0, { what: 1 }]);
  });

  test('never throws and never writes a second line, whatever stands in a body', () => {
    const json = fc.jsonValue().filter((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
    const kinds = fc.constantFrom(...(Object.keys(kindMappings) as EntryKind[]));
    const members = fc.constantFrom(
      'clientId',
      'request',
      'decision',
      'tokens',
      'selection',
      'reason',
      'alert',
      'body',
    );
    fc.assert(
      fc.property(
        kinds,
        json,
        members,
        fc.jsonValue(),
        fc.string({ unit: 'binary' }),
        (kind, body, name, value, text) => {
          const entry = entryWith({
            kind,
            body: { ...(body as object), [name]: value as Json, note: text },
            refs: [`client:${text}`, `token:${text}`],
            subject: text,
          });
          for (const format of FORMATS) {
            const record = written(format, entry);
            assert.doesNotMatch(record, /[\p{Cc}\p{Zl}\p{Zp}]/u);
            assert.equal(formats[format].placeOf(record)?.index, entry.index);
          }
          assertOcsf(ocsfOf(entry));
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('OCSF', () => {
  test('has of each event what its class demands', () => {
    for (const logged of every) assertOcsf(ocsfOf(logged));
  });

  for (const [kind, where, expected] of [
    ['decision.made', (entry) => bodyOf(entry)['decision']?.['outcome'] === 'permit', [3003, 1, 1]],
    ['decision.made', (entry) => bodyOf(entry)['decision']?.['outcome'] === 'refuse', [3003, 1, 2]],
    ['token.issued', (entry) => bodyOf(entry)['grantType'] !== 'refresh_token', [3002, 4, 1]],
    ['token.withheld', () => true, [3002, 4, 2]],
    ['token.not_issued', () => true, [3002, 4, 0]],
    ['token.revoked', () => true, [3002, 2, 1]],
    ['token.used', () => true, [6003, 99, 1]],
    ['token.use_refused', () => true, [6003, 99, 2]],
    ['policy.activated', () => true, [3004, 3, 1]],
    ['policy.refused', () => true, [3004, 3, 2]],
    ['client.contained', () => true, [3004, 12, 1]],
    ['process.started', () => true, [6002, 3, 1]],
    ['process.stopped', () => true, [6002, 4, 1]],
    ['alert.delivered', () => true, [2004, 1, 1]],
    ['session.opened', () => true, [3002, 1, 1]],
    ['session.ended', () => true, [3002, 2, 1]],
  ] as readonly [EntryKind, (entry: LoggedEntry['entry']) => boolean, readonly [number, number, number]][])
    test(`tells ${kind} as class ${expected[0]}, activity ${expected[1]}, status ${expected[2]}`, () => {
      const event = ocsfOf(first(kind, where));
      assert.deepEqual([event['class_uid'], event['activity_id'], event['status_id']], expected);
    });

  test('tells a refresh as a ticket that is renewed', () => {
    const { entry } = first('token.issued');
    const event = ocsfOf(entryWith({ ...entry, body: { ...entry.body, grantType: 'refresh_token' } }));
    assert.deepEqual([event['class_uid'], event['activity_id']], [3002, 5]);
  });

  test('tells what an API was asked to do by the method of its operation', async () => {
    const used = goldenEntries().filter(({ entry }) => entry.kind.startsWith('token.us'));
    const methods = new OperationMethods(readGolden);
    const told = new Set<string>();
    for (const logged of used) {
      await methods.prepare(logged.entry);
      const event: Members = JSON.parse(formats.ocsf.write(eventOf(ORIGIN, logged, methods)));
      assertOcsf(event);
      told.add(`${event['api']?.['operation']} ${event['activity_name']}`);
    }
    assert.deepEqual([...told].sort(), ['listOrders Read', 'placeOrder Create']);
  });

  test('takes no document for the one that was named but that one', async () => {
    const logged = first('token.used');
    const other = new OperationMethods(async () => Buffer.from('openapi: 3.1.0'));
    await other.prepare(logged.entry);
    assert.equal(other.methodOf(logged.entry.digests['openapi'] ?? '', 'listOrders'), null);
  });

  test('calls what is only observed no failure', () => {
    const { entry } = first('decision.made', (one) => bodyOf(one)['decision']?.['outcome'] === 'refuse');
    const decision = { ...(entry.body['decision'] as object), mode: 'observe' } as Json;
    const event = ocsfOf(entryWith({ ...entry, body: { ...entry.body, decision } }));
    assert.equal(event['status_id'], 1);
    assert.notEqual(event['status_code'], undefined);
  });
});

describe('CEF', () => {
  /** As receivers read it: `|` and `\` of the header, then keys before an unescaped `=`. */
  function parse(record: string): { header: string[]; extension: Map<string, string> } {
    const header: string[] = [];
    let rest = record;
    for (let field = 0; field < 7; field++) {
      const end = /^(?:[^\\|]|\\[\\|])*\|/.exec(rest)?.[0] ?? '';
      assert.notEqual(end, '', `field ${field} of ${record}`);
      header.push(end.slice(0, -1).replaceAll(/\\([\\|])/g, '$1'));
      rest = rest.slice(end.length);
    }
    const keys = [...rest.matchAll(/(?:^| )([A-Za-z0-9]+)=/g)].filter(({ index }) => !escapedAt(rest, index));
    const extension = new Map(
      keys.map((match, at) => [
        match[1] as string,
        rest
          .slice(match.index + match[0].length, keys[at + 1]?.index ?? rest.length)
          .replaceAll(/\\([\\=nr])/g, (_, one: string) => (one === 'n' ? '\n' : one === 'r' ? '\r' : one)),
      ]),
    );
    return { header, extension };
  }
  const escapedAt = (text: string, index: number): boolean => /\\$/.test(text.slice(0, text.indexOf('=', index)));

  test('is read again as it was meant, whatever a client is called', () => {
    const names = fc.oneof(
      fc.string({ unit: fc.constantFrom('|', '\\', '=', ' ', '\n', '\r', 'a', 'msg=', 'é') }),
      fc.string(),
    );
    fc.assert(
      fc.property(names, (name) => {
        const { entry } = first('token.issued');
        const body = { ...entry.body, clientId: name };
        const { header, extension } = parse(written('cef', entryWith({ ...entry, body, refs: [] })));
        assert.deepEqual(header.slice(0, 6), ['CEF:0', 'Ambit', 'Ambit', '1', 'token.issued', 'Token issued']);
        assert.equal(extension.get('externalId'), '1000');
        const printed = name.replaceAll(
          /[^\r\n\P{C}]|[\p{Zl}\p{Zp}]/gu,
          (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`,
        );
        assert.equal(extension.get('sourceServiceName') ?? '', printed);
      }),
    );
  });

  test('escapes pipes and backslashes in the header, and equals signs and ends of lines in values', () => {
    assert.equal(cefHeader('a|b\\c=d\ne'), 'a\\|b\\\\c=d\\u{a}e'.replace('\\u', '\\\\u'));
    assert.equal(cefValue('a|b\\c=d\ne\rf'), 'a|b\\\\c\\=d\\ne\\rf');
  });

  test('keeps to the lengths of its dictionary, and never cuts a character', () => {
    const { entry } = first('token.issued');
    const body = { ...entry.body, clientId: '😀'.repeat(600) };
    const client = parse(written('cef', entryWith({ ...entry, body }))).extension.get('sourceServiceName') ?? '';
    assert.ok(client.length <= 1023 && client.endsWith('😀…'), client.slice(-5));
  });
});

describe('RFC 5424', () => {
  const MESSAGE =
    /^<(\d{1,3})>1 (\S+) ([\x21-\x7e]{1,255}) ambit ([\x21-\x7e]{1,128}) ([\x21-\x7e]{1,32}) ((?:\[[^ =\]"]{1,32}(?: [^ =\]"]{1,32}="(?:[^"\\\]]|\\["\\\]])*")*\])+) ([\x20-\x7e]*)$/u;

  test('is well-formed (§6), with a facility and a severity that there are', () => {
    for (const logged of every) {
      const [, priority, time] = MESSAGE.exec(written('syslog', logged)) ?? [];
      assert.ok(Number(priority) >= 13 * 8 && Number(priority) <= 13 * 8 + 7, written('syslog', logged));
      assert.equal(time, logged.entry.time);
    }
  });

  test('is well-formed whatever stands in it, and read again as it was meant (§6.3.3)', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', '\\', ']', '[', '=', ' ', '\n', 'a', 'é') }), (name) => {
        const { entry } = first('token.issued');
        const record = written('syslog', entryWith({ ...entry, body: { ...entry.body, clientId: name }, refs: [] }));
        const data = MESSAGE.exec(record)?.[6];
        assert.ok(data !== undefined, record);
        const value = / client="((?:[^"\\\]]|\\["\\\]])*)"/u.exec(data)?.[1]?.replaceAll(/\\(["\\\]])/g, '$1') ?? '';
        assert.equal(value, name.replaceAll('\n', '\\u{a}'));
      }),
    );
  });

  test('escapes what ends a value, and has no field that the header can’t have', () => {
    assert.equal(parameterValue('a"b\\c]d\ne'), 'a\\"b\\\\c\\]d\\\\u{a}e');
    assert.equal(headerField('with space', 10), '-');
    assert.equal(headerField('', 10), '-');
    assert.equal(headerField('long', 3), 'lon');
  });
});

describe('CloudEvents', () => {
  test('has the attributes that each needs, of names and values that are allowed (§3)', () => {
    for (const logged of every) {
      const { data, ...attributes }: Members = JSON.parse(written('cloudevents', logged));
      for (const name of ['specversion', 'id', 'source', 'type']) assert.ok(attributes[name], name);
      assert.equal(attributes['specversion'], '1.0');
      for (const [name, value] of Object.entries(attributes)) {
        assert.match(name, /^[a-z0-9]{1,20}$/);
        assert.match(value, /^[^\p{Cc}\p{Cs}]+$/u);
      }
      assert.ok(URL.canParse(String(attributes['source']), 'https://base.example'));
      assert.ok(data !== undefined);
    }
  });

  test('lets a receiver compute the leaf hash from the event alone', () => {
    for (const logged of goldenEntries()) {
      const { data, ambitleafhash } = JSON.parse(written('cloudevents', logged));
      assert.equal(Buffer.from(leafHash(Buffer.from(canonicalJson(data)))).toString('hex'), ambitleafhash);
    }
  });
});

describe('OTLP', () => {
  test('is JSON as the protocol has it: camelCase, 64-bit numbers as texts, enumerations as numbers', () => {
    for (const logged of every) {
      const request = JSON.parse(written('otlp', logged));
      assert.deepEqual(Object.keys(request), ['resourceLogs']);
      const [{ resource, scopeLogs }] = request.resourceLogs;
      const [{ scope, logRecords }] = scopeLogs;
      const [record] = logRecords;
      assert.equal(scope.name, 'ambit.ledger');
      assert.match(record.timeUnixNano, /^\d{19}$/);
      assert.equal(BigInt(record.timeUnixNano), BigInt(Date.parse(logged.entry.time)) * 1_000_000n);
      assert.ok(record.severityNumber >= 1 && record.severityNumber <= 24);
      for (const { key, value } of [...resource.attributes, ...record.attributes]) {
        assert.match(key, /^[a-z][a-z_.]*$/);
        const [[type, of]] = Object.entries(value) as [[string, unknown]];
        assert.ok(['stringValue', 'intValue', 'arrayValue'].includes(type));
        assert.equal(typeof of, type === 'arrayValue' ? 'object' : 'string');
      }
    }
  });
});

describe('what is exported', () => {
  test('has no token, no secret and no name: what bodies hold is fingerprints and pseudonyms', () => {
    for (const name of FORMATS)
      for (const logged of every) {
        const record = written(name, logged);
        assert.doesNotMatch(record, /eyJ[A-Za-z0-9_-]{8,}\.|Bearer |client_secret|password|@[a-z]+\.[a-z]{2,}/);
      }
  });
});
