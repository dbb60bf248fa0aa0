import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import { Ajv, type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { sarif } from './sarif.ts';
import { anyReport, reportOf } from './testing/reports.ts';

const SCHEMA = resolve(import.meta.dirname, '../../../../shared/data/schemas/sarif-2.1.0.json');
const skip = existsSync(SCHEMA) ? false : 'shared/data is not beside this checkout';

interface Result {
  readonly level: string;
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly locations: readonly [
    {
      readonly physicalLocation: {
        readonly artifactLocation: Record<string, string>;
        readonly region: Record<string, number>;
      };
    },
  ];
  readonly partialFingerprints: Record<string, string>;
}

const resultsOf = (text: string): readonly Result[] => JSON.parse(text).runs[0].results;
const fingerprintsOf = (text: string): unknown[] =>
  resultsOf(text).map((one) => Object.values(one.partialFingerprints)[0]);
const locationOf = (file: string) =>
  resultsOf(sarif(reportOf({ file })))[0]?.locations[0].physicalLocation.artifactLocation;

/** The published schema is of draft 4, of which it uses nothing that later drafts read otherwise; ajv has later ones alone. */
function validator(): ValidateFunction {
  const { $schema, id, ...schema } = JSON.parse(readFileSync(SCHEMA, 'utf8'));
  assert.deepEqual(
    [$schema, /sarif-schema-2\.1\.0\.json$/.test(id)],
    ['http://json-schema.org/draft-04/schema#', true],
  );
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addFormat('uri', (text) => URL.canParse(text));
  ajv.addFormat(
    'uri-reference',
    (text) => /^[\w./~%:@!$&'()*+,;=?#-]*$/.test(text) && URL.canParse(text, 'file:///top/'),
  );
  ajv.addFormat('date-time', (text) => !Number.isNaN(Date.parse(text)));
  return ajv.compile(schema);
}

describe('SARIF', () => {
  test('is what the published schema says, whatever files are named and hold', { skip }, () => {
    const validate = validator();
    assert.ok(!validate({ version: '2.1.0', runs: [{}] }));
    for (const report of [reportOf(), reportOf({}, { level: 'error' }), reportOf({ file: '/outside/a.ts' })])
      assert.ok(validate(JSON.parse(sarif(report))), JSON.stringify(validate.errors));
    fc.assert(
      fc.property(anyReport, (report) => {
        assert.ok(validate(JSON.parse(sarif(report))), JSON.stringify(validate.errors));
      }),
      { numRuns: 100 },
    );
  });

  test('names files from the top of the repository, encoded as a URI wants it', () => {
    const uriBaseId = '%SRCROOT%';
    assert.deepEqual(locationOf('a b/ü#?.json'), { uri: 'a%20b/%C3%BC%23%3F.json', uriBaseId });
    assert.deepEqual(locationOf('c:d.json'), { uri: 'c%3Ad.json', uriBaseId });
    assert.deepEqual(locationOf('/out side/a.json'), { uri: 'file:///out%20side/a.json' });
    assert.deepEqual(locationOf('a\ud800'), { uri: 'a%EF%BF%BD', uriBaseId });
  });

  test('has level, rule and place', () => {
    const [result] = resultsOf(sarif(reportOf({ level: 'error', ruleId: 'broad-scope' })));
    assert.deepEqual([result?.level, result?.ruleId, result?.ruleIndex], ['error', 'broad-scope', 2]);
    assert.deepEqual(result?.locations[0].physicalLocation.region, { startLine: 3, startColumn: 5 });
  });

  test('knows a result again after lines moved, and tells two of the same apart', () => {
    const before = fingerprintsOf(sarif(reportOf({ line: 3 }, { line: 9 }, { file: 'b.ts' }, { message: 'another' })));
    const after = fingerprintsOf(
      sarif(reportOf({ line: 30, column: 1 }, { line: 90 }, { file: 'b.ts', line: 1 }, { message: 'another' })),
    );
    assert.deepEqual(after, before);
    assert.equal(new Set(before).size, 4);
  });

  test('of nothing is a report of no results', () => assert.deepEqual(resultsOf(sarif(reportOf())), []));
});
