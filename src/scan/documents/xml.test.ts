import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { attributeOf, childrenOf, elementsOf, readXml } from './xml.ts';

test('reads elements, attributes and texts with where they stand', () => {
  const text =
    '\ufeff<?xml version="1.0"?>\r\n<a:root id="1 &amp; 2">\r\n  <b:one>te&lt;xt</b:one><two x=\'😀\'/>tail</a:root>';
  const { root, problem } = readXml(text);
  assert.equal(problem, null);
  assert.equal(root?.name, 'root');
  const id = attributeOf(root, 'id');
  assert.equal(id?.value, '1 & 2');
  assert.equal(text.slice(id?.offset, id?.end), '1 &amp; 2');
  const [one] = childrenOf(root, 'one');
  assert.equal(one?.text, 'te<xt');
  assert.equal(text.slice(one?.contentOffset, one?.end), 'te&lt;xt</b:one>');
  assert.equal(text.slice(one?.offset, one?.contentOffset), '<b:one>');
  const [two] = childrenOf(root, 'two');
  const x = attributeOf(two, 'x');
  assert.equal(text.slice(x?.offset, x?.end), '😀');
});

test('names elements with those around them', () => {
  const { root } = readXml('<a><b><c/></b></a>');
  assert.deepEqual(
    [...elementsOf(root)].map(({ path, element }) => [...path, element.name].join('/')),
    ['a', 'a/b', 'a/b/c'],
  );
});

test('expands no entity of the document, and reads on', () => {
  const { root } = readXml('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;<b>kept</b></a>');
  assert.equal(childrenOf(root, 'b')[0]?.text, 'kept');
  assert.equal(root?.text, '&x;');
});

for (const [what, text] of [
  ['an element that is not closed', '<a><b>kept</a>'],
  ['a sign that is not escaped', '<a>1 & 2<b>kept</b></a>'],
  ['an attribute without quotation marks', '<a x=1><b>kept</b></a>'],
] as const)
  test(`reads on after ${what}`, () => {
    const { root, problem } = readXml(text);
    assert.equal(childrenOf(root, 'b')[0]?.text, 'kept');
    assert.ok(problem !== null && !problem.message.includes('kept'));
  });

test('reads no more levels than any configuration has', () => {
  const { root, problem } = readXml('<a>'.repeat(10_000));
  assert.ok(problem !== null);
  assert.ok([...elementsOf(root)].length <= 200);
});

test('reads any text without throwing, and gives places within it', () => {
  const part = fc.oneof(
    fc.string(),
    fc.constantFrom('<a>', '</a>', '<b x="', '"/>', '<![CDATA[', ']]>', '<!--', '&amp;', '\r\n'),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      const text = parts.join('');
      for (const { element } of elementsOf(readXml(text).root))
        for (const place of [element.offset, element.contentOffset, element.end])
          assert.ok(place >= 0 && place <= text.length);
    }),
  );
});
