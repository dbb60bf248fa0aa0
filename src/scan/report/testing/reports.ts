import fc from 'fast-check';
import type { Annotation, Report } from '../report.ts';
import { SCAN_RULES } from '../scan-report.ts';

/** Texts that break one format or another, among any others. */
const ODD = [
  ...[
    'a|b',
    '`code`',
    '``',
    '<script>',
    '</code>',
    ']]>',
    '&amp;',
    '"',
    "'",
    '@octocat',
    '#12',
    'GH-12',
    'owner/name#3',
    '!5',
  ],
  ...[
    'https://acme.example',
    'www.acme.example',
    '[a](b)',
    '![a](b)',
    '* item',
    '\\|',
    '\\',
    '<!--',
    '-->',
    '$x$',
    '0123456789abcdef',
  ],
  ...[
    '\n',
    '\r',
    '\r\n',
    '\t',
    '\0',
    '\u001b[31m',
    '\u0085',
    '\u2028',
    '\u202e',
    '\ufeff',
    '\ufffe',
    '\ud800',
    '\udc00',
    '%0A',
    '%',
  ],
  ...[
    '::error::x',
    '\n::set-output name=a::b',
    '##[add-mask]x',
    ':',
    ',',
    '::',
    '||',
    '| --- |',
    '```',
    '</details>',
    'a:b',
    '..',
    '/',
  ],
];
const text = fc
  .array(
    fc.oneof(fc.constantFrom(...ODD), fc.string({ unit: 'binary', maxLength: 12 }), fc.string({ maxLength: 12 })),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''));

const annotation: fc.Arbitrary<Annotation> = fc.record({
  level: fc.constantFrom('error', 'warning', 'note'),
  ruleId: fc.constantFrom(...SCAN_RULES.map(({ id }) => id)),
  file: fc.oneof(text, fc.constantFrom('src/a.ts', 'a b/ü.json', '/abs olute/x.json')),
  ...{ line: fc.integer({ min: 1, max: 2 ** 31 - 1 }), column: fc.integer({ min: 1, max: 2 ** 31 - 1 }) },
  ...{ message: text, help: text },
});

/** Reports of anything that a file may be named or hold. */
export const anyReport: fc.Arbitrary<Report> = fc.record({
  ...{ title: text, summary: fc.array(text, { maxLength: 3 }), annotations: fc.array(annotation, { maxLength: 30 }) },
  ...{ rules: fc.constant(SCAN_RULES), version: fc.constant('1.2.3') },
});

export function reportOf(...annotations: readonly Partial<Annotation>[]): Report {
  return {
    title: 'OAuth scopes',
    summary: ['One request.'],
    annotations: annotations.map((one) => ({
      ...{ level: 'note', ruleId: 'scope-request', file: 'src/a.ts', line: 3, column: 5 },
      ...{ message: 'shop asks google for drive', help: 'Compare it' },
      ...one,
    })),
    ...{ rules: SCAN_RULES, version: '1.2.3' },
  };
}
