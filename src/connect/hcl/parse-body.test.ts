import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseHclTolerantly } from './parse-body.ts';

const labels = (text: string): string[] => parseHclTolerantly(text).body.blocks.map((block) => block.labels.join('.'));

describe('a file that isn’t whole', () => {
  test('loses the block that is broken, and says where', () => {
    const text = 'resource "a" "b" {\n  c = 1\n}\nresource "d" "e" {\n  f = [\n}\nresource "g" "h" {\n}\n';
    const { problem } = parseHclTolerantly(text);
    assert.deepEqual(labels(text), ['a.b', 'g.h']);
    assert.equal(text.slice(0, problem?.offset).split('\n').length, 6);
    assert.match(problem?.message ?? '', /^this is not Terraform: /);
  });

  test('with a bracket too many, or a heredoc without an end, goes on behind it', () => {
    assert.deepEqual(labels('a {\n}\n}\nb "c" {\n}\n'), ['', 'c']);
    assert.deepEqual(labels('a "x" {\n  b = <<E\n}\nc "d" {\n}\n'), ['d']);
  });

  test('says nothing of an attribute that stands twice: the last counts', () => {
    const { body, problem } = parseHclTolerantly('a = 1\na = 2\n');
    assert.equal(problem, null);
    assert.deepEqual(body.attributes.get('a'), { kind: 'literal', value: 2, offset: 10 });
  });

  test('ends, whatever it is', () => {
    const piece = fc.constantFrom(
      'a "b" {\n',
      '}\n',
      'c = [\n',
      '<<E\n',
      '"',
      '${',
      '(',
      ' = ',
      'for x in y : ',
      '? ',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 60 }), (pieces) => {
        parseHclTolerantly(pieces.join(''));
      }),
    );
  });
});
