import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { MAX_CHARACTERS, markdown } from './markdown.ts';
import { anyReport, reportOf } from './testing/reports.ts';

/** What is our own between texts of files. */
const FRAME = /<\/?(?:code|details|summary)>|^## |^\| \| Where \| What \|$|^\| --- \| --- \| --- \|$|^\| | \| | \|$/gm;

const unescaped = (text: string): string =>
  text.replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));

describe('Markdown', () => {
  test('has no markup, cell, element, mention, reference or link out of a file, whatever it is named and holds', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const text = markdown(report);
        const rows = text.split('\n').filter((line) => /^\| (?:note|warning|error) /.test(line));
        assert.equal(rows.length, report.annotations.length);
        for (const row of rows) assert.equal(row.split('|').length, 5, row);
        assert.equal(text.match(/<code>/g)?.length ?? 0, rows.length);
        // Between what is wrong and what to do about it stands one of ours.
        const errors = report.annotations.filter(({ level }) => level === 'error').length;
        assert.equal(text.match(/<br>/g)?.length ?? 0, errors);
        const foreign = text
          .replaceAll('<br>', '')
          .replaceAll(FRAME, '')
          .replaceAll(/&#\d+;/g, '\u0001');
        assert.doesNotMatch(foreign, /[<>|`*_[\]\\@#~$!&"]/);
        const prose = unescaped(text.replaceAll(/<code>.*?<\/code>/g, ''));
        assert.doesNotMatch(prose.replaceAll(/^## /gm, ''), /@\w|#\w|:\/\/|\bwww\.|\bGH-\d|![0-9]/i);
        assert.doesNotMatch(text, /(?!\n)[\p{Cc}\p{Cf}]/u);
      }),
    );
  });

  test('reads as it stands', () => {
    assert.equal(
      markdown(reportOf({ message: 'shop asks google for https://acme.example/auth/a_b' })),
      `## OAuth scopes

One request.

| | Where | What |
| --- | --- | --- |
| note | <code>src/a&#46;ts&#58;3&#58;5</code> | shop asks google for https&#58;&#8203;//acme.example/auth/a&#95;b |
`,
    );
  });

  test('puts what matters most first, and folds many', () => {
    const text = markdown(reportOf(...Array.from({ length: 30 }, () => ({})), { level: 'error' }));
    assert.match(
      text,
      /<details><summary>31 places<\/summary>\n\n\| \| Where \| What \|\n\| --- \| --- \| --- \|\n\| error /,
    );
    assert.match(text, /\n\n<\/details>\n$/);
  });

  test('is no longer than a comment may be', () => {
    const long = '<&|'.repeat(2000);
    const text = markdown({
      ...reportOf(...Array.from({ length: 5000 }, () => ({ file: long, message: long }))),
      summary: [long],
    });
    assert.ok(text.length <= MAX_CHARACTERS && text.length > MAX_CHARACTERS / 2, String(text.length));
    assert.match(text, /… and \d+ more, for which a comment has no room/);
  });
});
