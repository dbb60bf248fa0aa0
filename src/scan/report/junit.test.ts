import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { junit } from './junit.ts';
import { anyReport, reportOf } from './testing/reports.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Every element in order. @throws where it isn't well-formed */
function elementsOf(xml: string): Element[] {
  const elements: Element[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) =>
    elements.push({ name, attributes: attributes as Record<string, string> }),
  );
  parser.write(xml).close();
  return elements;
}

describe('JUnit’s XML', () => {
  test('is well-formed and has a case an annotation, whatever files are named and hold', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const elements = elementsOf(junit(report));
        const cases = elements.filter(({ name }) => name === 'testcase');
        assert.equal(cases.length, report.annotations.length);
        assert.equal(elements[0]?.attributes['tests'], String(cases.length));
        const of = (wanted: string): number => elements.filter(({ name }) => name === wanted).length;
        assert.equal(elements[0]?.attributes['failures'], String(of('failure')));
        assert.equal(elements[0]?.attributes['skipped'], String(of('skipped')));
      }),
    );
  });

  test('fails for errors alone, by file', () => {
    const elements = elementsOf(
      junit(reportOf({ level: 'error', file: 'b' }, { level: 'warning' }, {}, { file: 'b' })),
    );
    assert.deepEqual(
      elements.map(({ name, attributes }) =>
        name === 'testsuite' ? `${attributes['name']} ${attributes['failures']}/${attributes['tests']}` : name,
      ),
      ['testsuites', 'b 1/2', 'testcase', 'failure', 'testcase', 'src/a.ts 0/2', 'testcase', 'skipped', 'testcase'],
    );
  });

  test('keeps what a parser would turn into blanks, and shows what XML can not hold', () => {
    const [, suite, testCase] = elementsOf(
      junit(reportOf({ file: 'a\n\t<&>"\'', message: '\u0001\u001b\ufffe\ud800' })),
    );
    assert.equal(suite?.attributes['name'], 'a\n\t<&>"\'');
    assert.equal(testCase?.attributes['name'], '3:5 \ufffd\ufffd\ufffd\ufffd');
  });
});
