import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type CompileOptions, compilePolicy, isPolicyTestFile, PolicyCompiler } from './compile.ts';
import { clientText, scopeText, shopText } from './testing/shop-policy.ts';
import type { PolicyFileText } from './types.ts';

const TEXT = shopText({
  scopes: scopeText('read') + scopeText('unheld'),
  clients: clientText('till', { standing: '[read]' }),
});
const NAMELESS = TEXT.replace('environment: production\n', '');
const file = (text: string, path = 'shop.yaml'): PolicyFileText => ({ path, text });
const overlay = (environment: string): PolicyFileText => file(`overlay: ${environment}\n`, `${environment}.yaml`);
const NOW = { time: 1_800_000_000 };

const told = (files: readonly PolicyFileText[], options?: CompileOptions): string[] =>
  compilePolicy(files, options).diagnostics.map(
    ({ file: path, line, column, severity, code, message, help }) =>
      `${path}:${line}:${column} ${severity} ${code}: ${message} | ${help}`,
  );

describe('a policy that compiles', () => {
  const compilation = compilePolicy([file(TEXT), overlay('staging')]);

  test('says for which environments it is, and for which it is written', () => {
    const { environments, writtenFor, identified } = compilation;
    assert.deepEqual([environments, writtenFor], [['production', 'staging'], 'production']);
    assert.match(identified?.digest ?? '', /^sha256:[0-9a-f]{64}$/);
    const staging = compilePolicy([file(NAMELESS), overlay('staging')], { environment: 'staging' });
    assert.deepEqual(
      [staging.environments, staging.writtenFor, staging.identified?.policy.environment],
      [['staging'], null, 'staging'],
    );
  });

  test('says for which environment it is in whichever of its files', () => {
    const files = [overlay('staging'), file('limits: {}\n', 'limits.yaml'), file(TEXT)];
    assert.equal(compilePolicy(files).writtenFor, 'production');
    assert.equal(compilePolicy(files).identified?.policy.environment, 'production');
  });

  test('says where each definition stands', () => {
    const { siteOf } = compilation;
    assert.deepEqual(siteOf('scope', 'read'), { file: 'shop.yaml', line: 13, column: 3 });
    assert.deepEqual(siteOf('person', 'p-2'), { file: 'shop.yaml', line: 6, column: 3 });
    assert.equal(siteOf('scope', 'none'), null);
  });

  test('says what its rules warn of, and what is waived', () => {
    const warned = compilation.warnings(NOW).filter(({ code }) => code === 'scope_unheld');
    assert.deepEqual(
      warned.map(({ file: path, line, severity }) => [path, line, severity]),
      [['shop.yaml', 23, 'warning']],
    );
    assert.deepEqual(compilation.waived(NOW), []);
    const waiver =
      'waivers:\n  later: { rule: scope-unheld, definition: scope:unheld, owner: p-1, author: p-1, reason: It comes next month., expires: 2030-01-01T00:00:00Z }\n';
    const waiving = compilePolicy([file(TEXT), file(waiver, 'waivers.yaml')]);
    assert.deepEqual(
      waiving.waived(NOW).map(({ waiver: { id } }) => id),
      ['later'],
    );
    assert.deepEqual(
      waiving.warnings(NOW).filter(({ code }) => code === 'scope_unheld'),
      [],
    );
  });
});

describe('a policy that does not compile', () => {
  test('has no identity and warns of nothing, and says what it is for all the same', () => {
    const broken = compilePolicy([file(TEXT.replace('[read]', '[raed]')), overlay('staging')]);
    assert.deepEqual(
      [broken.identified, broken.warnings(NOW), broken.waived(NOW), broken.environments, broken.writtenFor],
      [null, [], [], ['production', 'staging'], 'production'],
    );
    assert.deepEqual(broken.siteOf('scope', 'read'), { file: 'shop.yaml', line: 13, column: 3 });
    assert.equal(broken.diagnostics.length, 1);
  });

  test('is told that there is none, where no file is one of definitions', () => {
    const none = [
      '.:1:1 error policy_missing: there is no policy here: a file *.yaml with definitions was expected | Name the folder that holds them.',
    ];
    assert.deepEqual(told([]), none);
    assert.deepEqual(told([file('a: 1', 'a.test.yaml'), file(TEXT, 'a.yaml.bak'), file(TEXT, 'yaml')]), none);
    assert.equal(compilePolicy([]).identified, null);
    assert.deepEqual(
      told([file('a: [')]).map((one) => one.split(':')[2]?.slice(2)),
      ['error yaml'],
      'what can’t be read is there',
    );
  });

  test('is told to say for which environment it is', () => {
    const missing = 'shop.yaml:1:1 error environment_missing: the policy does not say for which environment it is |';
    assert.deepEqual(told([file(NAMELESS)]), [`${missing} Add a line such as: environment: production`]);
    assert.deepEqual(told([file(NAMELESS), overlay('b'), overlay('a')]), [
      `${missing} Add a line such as environment: a, or ask for one of its overlays: a, b.`,
    ]);
  });

  test('is told which environments there are, where another is asked for', () => {
    const unknown = (name: string) =>
      `shop.yaml:1:1 error environment_unknown: the policy says nothing of an environment ${name} |`;
    assert.deepEqual(told([file(TEXT)], { environment: 'prodution' }), [
      `${unknown('prodution')} Did you mean production?`,
    ]);
    assert.deepEqual(told([file(TEXT), overlay('staging')], { environment: 'dev' }), [
      `${unknown('dev')} It is for: production, staging.`,
    ]);
    assert.deepEqual(told([file(NAMELESS)], { environment: 'dev' }), [`${unknown('dev')} It is for: none.`]);
  });

  test('is told of each file that is given twice, and read once', () => {
    assert.deepEqual(told([file(TEXT), file('a: [', 'shop.yaml')]), [
      'shop.yaml:1:1 error file_twice: this file is given twice | Give each file once.',
    ]);
  });
});

test('files are policy files by their names', () => {
  assert.ok(compilePolicy([file(TEXT, 'a.yml')]).identified !== null);
  assert.ok(compilePolicy([file(TEXT, 'a/b.yaml')]).identified !== null);
  assert.deepEqual(
    ['a.test.yaml', 'a/b.test.yml', 'test.yaml', 'a.test.yaml.bak', 'atest.yaml', 'a.test.yaaml'].map(isPolicyTestFile),
    [true, true, false, false, false, false],
  );
});

describe('a policy that is compiled again', () => {
  test('is read anew where a text is another one, and where a file had gone', () => {
    const compiler = new PolicyCompiler();
    const issuers = file('issuers:\n  https://b.example: { level: guarded }\n', 'b.yaml');
    const count = (files: readonly PolicyFileText[]) =>
      compiler.compile(files).identified?.policy.issuers.length ?? null;
    assert.deepEqual([count([file(TEXT)]), count([file(TEXT), file('', 'b.yaml')])], [1, 1]);
    const one = { ...issuers, text: issuers.text.replace('b.example', 'login.example') };
    assert.equal(compiler.compile([file(TEXT), one]).diagnostics[0]?.code, 'defined_twice');
    assert.deepEqual(
      [count([file(TEXT), file('', 'b.yaml')]), count([file(TEXT)]), count([file(TEXT), file('', 'b.yaml')])],
      [1, 1, 1],
    );
  });

  test('tells once more what is wrong, at the same place, also of what can’t be read', () => {
    const compiler = new PolicyCompiler();
    const wrong = [file(TEXT), file('a: [', 'b.yaml'), file('overlay: x\nnone: 1\n', 'c.yaml')];
    const first = compiler.compile(wrong).diagnostics;
    assert.deepEqual(
      first.map(({ file: path, code }) => `${path} ${code}`),
      ['b.yaml yaml', 'c.yaml unknown_field'],
    );
    assert.deepEqual(compiler.compile(wrong).diagnostics, first);
    // What the broken files may hold is missed by nobody.
    const held = [file(TEXT.replace('[read]', '[elsewhere]')), ...wrong.slice(1)];
    for (const _ of [1, 2]) assert.deepEqual(compiler.compile(held).diagnostics, first);
    assert.deepEqual(
      compiler.compile(held.slice(0, 1)).diagnostics.map(({ code }) => code),
      ['scope_unknown'],
    );
  });

  test('misses nothing that stands in a broken definition', () => {
    const compiler = new PolicyCompiler();
    const files = [
      file(TEXT.replace('[read]', '[other]')),
      file(`scopes:\n${scopeText('other', { risk: 'hihg' })}`, 'b.yaml'),
    ];
    for (const _ of [1, 2])
      assert.deepEqual(
        compiler.compile(files).diagnostics.map(({ file: path, code }) => `${path} ${code}`),
        ['b.yaml invalid'],
      );
  });
});
