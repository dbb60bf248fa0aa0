import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { github } from './github.ts';
import { anyReport, reportOf } from './testing/reports.ts';

/** A line as GitHub's runner reads it: a command, its properties by commas, its text behind the next two colons. */
function read(line: string): { command: string; properties: Record<string, string>; text: string } {
  const [, command = '', given = '', text = ''] = /^::(\w+) ?(.*?)::(.*)$/.exec(line) ?? [];
  const decoded = (part: string): string =>
    part
      .replaceAll(/%3A/g, ':')
      .replaceAll(/%2C/g, ',')
      .replaceAll(/%0A/g, '\n')
      .replaceAll(/%0D/g, '\r')
      .replaceAll(/%25/g, '%');
  const properties = given
    .split(',')
    .map((one) => [one.slice(0, one.indexOf('=')), decoded(one.slice(one.indexOf('=') + 1))] as const);
  return { command, properties: Object.fromEntries(properties), text: decoded(text) };
}

const linesOf = (text: string): string[] =>
  text.split(/\r\n?|[\n\v\f\u0085\u2028\u2029]/).filter((line) => line !== '');

describe('workflow commands of GitHub Actions', () => {
  test('are one a line, and none comes from a file, whatever it is named and holds', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const lines = linesOf(github(report)).map(read);
        assert.equal(lines.length, report.annotations.length + (report.summary.length > 0 ? 1 : 0));
        for (const [index, { line, column, level }] of report.annotations.entries()) {
          const { command, properties } = lines[index] ?? read('');
          assert.equal(command, level === 'note' ? 'notice' : level);
          assert.deepEqual(Object.keys(properties), ['file', 'line', 'col', 'title']);
          assert.deepEqual([properties['line'], properties['col']], [String(line), String(column)]);
        }
      }),
    );
  });

  test('keep what was said', () => {
    const [first = ''] = linesOf(github(reportOf({ file: 'a,b:c%.ts', message: '100%: one\ntwo\r\n::three' })));
    assert.match(
      first,
      /^::notice file=a%2Cb%3Ac%25\.ts,line=3,col=5,title=A client asks for a scope::100%25: one%0Atwo%0D%0A::three\. /,
    );
    const { properties, text } = read(first);
    assert.deepEqual([properties['file'], text], ['a,b:c%.ts', '100%: one\ntwo\r\n::three. Compare it']);
  });

  test('are a thousand at most', () => {
    const lines = linesOf(github(reportOf(...Array.from({ length: 1500 }, () => ({})))));
    assert.equal(lines.length, 1001);
    assert.match(lines.at(-1) ?? '', /500 more/);
  });
});
