import { grouped } from './grouped.ts';
import type { Annotation, Report } from './report.ts';

/** What XML 1.0 §2.2 lets no document hold, in no form. */
const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/**
 * JUnit's XML, as continuous integration reads it: a suite a file, a case an annotation. An error has failed, a warning was skipped, and
 * the rest has passed.
 */
export function junit({ title, annotations }: Report): string {
  const suites = [...grouped(annotations, ({ file }) => file)];
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xml(`Ambit: ${title}`)}" ${counts(annotations)}>`,
    ...suites.flatMap(([file, ofFile]) => [
      `  <testsuite name="${xml(file)}" ${counts(ofFile)}>`,
      ...ofFile.flatMap(testCase),
      '  </testsuite>',
    ]),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

function counts(annotations: readonly Annotation[]): string {
  const of = (level: string): number => annotations.filter((one) => one.level === level).length;
  return `tests="${annotations.length}" failures="${of('error')}" errors="0" skipped="${of('warning')}"`;
}

function testCase({ level, ruleId, file, line, column, message, help }: Annotation): string[] {
  const head = `    <testcase classname="${xml(ruleId)}" name="${xml(`${line}:${column} ${message}`)}" file="${xml(file)}" line="${line}"`;
  if (level === 'note') return [`${head}/>`];
  const said = `${file}:${line}:${column}\n${help}`;
  const inside =
    level === 'error'
      ? `<failure type="${xml(ruleId)}" message="${xml(message)}">${xml(said)}</failure>`
      : `<skipped message="${xml(message)}"/>`;
  return [`${head}>`, `      ${inside}`, '    </testcase>'];
}

/** For a text as for an attribute's value: white space that a parser would make blanks of is spelled out, too. */
function xml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(NO_XML, '\ufffd')
    .replaceAll(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
