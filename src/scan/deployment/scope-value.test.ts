import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { scopesOfText } from './scope-value.ts';

const read = (text: string): readonly [string, string | null] => {
  const { scopes, dynamic } = scopesOfText(text, text, 0, text.length);
  return [scopes.map(({ scope, confidence }) => `${scope}${confidence === 'medium' ? '?' : ''}`).join(' '), dynamic];
};

test('parts scopes at blanks, commas, brackets and quotes', () => {
  for (const text of [
    'openid email',
    'openid,email',
    'openid, email',
    '["openid","email"]',
    "['openid', 'email']",
    '"openid email"',
    'openid%20email',
  ])
    assert.deepEqual(read(text), ['openid email', null], text);
});

test('takes a default for likely, and says what a placeholder without one depends on', () => {
  const cases: readonly (readonly [string, string, string | null])[] = [
    [`\${SCOPES:-openid email}`, 'openid? email?', null],
    [`\${my.scopes:openid,email}`, 'openid? email?', null],
    [`\${A:-\${B:-openid}}`, 'openid?', null],
    ['{{ .Values.scope | default "openid email" }}', 'openid? email?', null],
    ["{{ scope | default('openid') }}", 'openid?', null],
    [`\${SCOPES}`, '', 'the variable SCOPES'],
    ['$SCOPES', '', 'the variable SCOPES'],
    ['$(SCOPES)', '', 'the variable SCOPES'],
    [`openid \${EXTRA:-}`, 'openid', 'the variable EXTRA'],
    [`openid api://\${APP}/read`, 'openid', 'the variable APP'],
    ['{{ .Values.scope }}', '', 'what the template is rendered with'],
    ['api://<client id>/read', '', 'a placeholder that is filled in before use'],
    ['api://[Enter the id]/read openid', 'openid', 'a placeholder that is filled in before use'],
    ['ENC[AES256_GCM,data:x]', '', 'a secret'],
    ['{vault://env/x}', '', 'a secret'],
  ];
  for (const [text, scopes, dynamic] of cases) assert.deepEqual(read(text), [scopes, dynamic], text);
});

test('takes signs and words for nothing set for no scopes', () => {
  for (const text of ['', ' ', 'null', '*', '-', '""', 'none', '[]']) assert.deepEqual(read(text), ['', null], text);
});

test('says where a scope stands that another has in it', () => {
  const source = 'scope: email.read email';
  const { scopes } = scopesOfText('email.read email', source, 7, source.length);
  assert.deepEqual(
    scopes.map(({ offset }) => offset),
    [7, 18],
  );
});

test('reads any text', () => {
  const part = fc.constantFrom(
    `\${`,
    '}',
    ':-',
    '{{',
    '}}',
    '[',
    ']',
    '<a',
    '>',
    '__A',
    '@',
    '%',
    'openid',
    ' ',
    ',',
    '$',
    '(',
    ')',
    '\\',
    '"',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.string()), { maxLength: 50 }), (parts) => {
      const text = parts.join('');
      for (const { scope, offset } of scopesOfText(text, text, 0, text.length).scopes) {
        assert.match(scope, /^[\x21\x23-\x5b\x5d-\x7e]+$/);
        assert.ok(offset >= 0 && offset <= text.length);
      }
    }),
  );
});
