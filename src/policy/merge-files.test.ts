import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compilePolicy } from './compile.ts';
import { environmentsOf, isOverlay, overlayOf } from './merge-files.ts';
import { clientText, scopeText, shopText } from './testing/shop-policy.ts';
import type { PolicyFileText } from './types.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

const source = (text: string): YamlSource => readYaml('a.yaml', text);

const TEXT = shopText({
  scopes: scopeText('read') + scopeText('refund', { risk: 'critical' }),
  clients: clientText('till', { standing: '[read]' }),
});
const SHOP = { path: 'shop.yaml', text: TEXT };
const over = (text: string, path = 'staging.yaml'): PolicyFileText => ({ path, text: `overlay: staging\n${text}` });

/** What is told of files in an environment: where, the code, what is said. */
const told = (files: readonly PolicyFileText[], environment?: string): string[] =>
  compilePolicy(files, { environment }).diagnostics.map(
    ({ file, line, column, severity, code, message, help }) =>
      `${file}:${line}:${column} ${severity} ${code}: ${message} | ${help}`,
  );
const policyOf = (files: readonly PolicyFileText[], environment?: string) => {
  const { identified, diagnostics } = compilePolicy(files, { environment });
  return identified?.policy ?? assert.fail(JSON.stringify(diagnostics));
};

describe('a file', () => {
  test('is an overlay where it says so, valid or not, and over what it says', () => {
    assert.deepEqual(
      ['overlay: staging', 'overlay: 7', 'overlay:', 'environment: staging', '- overlay', '', 'overlay'].map((text) => [
        isOverlay(source(text)),
        overlayOf(source(text)),
      ]),
      [
        [true, 'staging'],
        [true, null],
        [true, null],
        [false, null],
        [false, null],
        [false, null],
        [false, null],
      ],
    );
    assert.ok(!isOverlay({ ...source(''), value: null }));
    assert.equal(overlayOf({ ...source(''), value: null }), null);
  });

  test('names the environment that it is for, and all files together each of them once', () => {
    const read = (text: string, content: { environment?: string } | null) => ({ source: source(text), content });
    assert.deepEqual(
      environmentsOf([
        read('overlay: staging', null),
        read('environment: production', { environment: 'production' }),
        read('overlay: staging', null),
        read('overlay: canary', null),
        read('clients: {}', {}),
      ] as Parameters<typeof environmentsOf>[0]),
      ['canary', 'production', 'staging'],
    );
  });
});

describe('files that are put together', () => {
  test('take definitions away one by one, and no whole section', () => {
    assert.deepEqual(told([SHOP, over('clients: null\nteams: {}\n')], 'staging'), [
      'staging.yaml:2:1 error overlay_of_nothing: this takes nothing away in staging: definitions are taken away one by one | Name each definition that is to go, with null behind it, or remove this line.',
    ]);
  });

  test('may say a section in parts, and each definition once', () => {
    const more = { path: 'more.yaml', text: `scopes:\n${scopeText('seed')}` };
    assert.deepEqual(
      policyOf([SHOP, more]).scopes.map(({ name }) => name),
      ['read', 'refund', 'seed'],
    );
    const again = { path: 'more.yaml', text: `# Once more.\nscopes:\n${scopeText('read', { risk: 'high' })}` };
    assert.deepEqual(told([SHOP, again]), [
      'more.yaml:3:3 error defined_twice: read is defined in shop.yaml:13 already | Keep one of the two: a definition stands in one place.',
    ]);
  });

  test('keep the first of two definitions, and say nothing more of the other', () => {
    const again = { path: 'more.yaml', text: `scopes:\n${scopeText('read', { owner: 'p-9' })}` };
    assert.deepEqual(
      told([SHOP, again]).map((one) => one.split(':')[3]),
      [' read is defined in shop.yaml'],
    );
  });

  test('tell of the line of a name, wherever its value is', () => {
    const files = [
      { path: 'a.yaml', text: 'environment:\n  production\n' },
      { path: 'b.yaml', text: TEXT },
    ];
    assert.deepEqual(told(files), [
      'b.yaml:1:1 error defined_twice: environment is defined in a.yaml:1 already | Keep one of the two: a definition stands in one place.',
    ]);
  });

  test('say each section that is one definition once', () => {
    const limits = (path: string) => ({ path, text: 'limits: { maxStaleSeconds: 5 }\n' });
    assert.equal(policyOf([SHOP, limits('a.yaml')]).limits.maxStaleSeconds, 5);
    assert.deepEqual(told([SHOP, limits('a.yaml'), limits('b.yaml')]), [
      'b.yaml:1:1 error defined_twice: limits is defined in a.yaml:1 already | Keep one of the two: a definition stands in one place.',
    ]);
  });
});

describe('what an overlay says', () => {
  test('holds in its environment, and in none where no environment is asked for', () => {
    const files = [SHOP, over('clients: { till: { maxTtlSeconds: 60 } }\n')];
    const lives = [undefined, 'production', 'staging'].map((one) => policyOf(files, one).clients[0]?.maxTtlSeconds);
    assert.deepEqual(lives, [600, 600, 60]);
    const bare = { path: 'shop.yaml', text: TEXT.replace('environment: production\n', '') };
    assert.equal(policyOf([bare, files[1] as PolicyFileText], 'staging').clients[0]?.maxTtlSeconds, 60);
    assert.equal(compilePolicy([bare, files[1] as PolicyFileText]).identified, null);
  });

  test('lies over maps member by member, and over everything else as a whole', () => {
    const fields = {
      ...{ risk: 'low', implies: '[refund2, read2]', issuers: '[https://login.example]' },
      replacedBy: '{ scopes: [read2], deadline: 2027-06-30T00:00:00Z }',
    };
    const scopes = scopeText('read2') + scopeText('refund2') + scopeText('all', fields);
    const files = [
      { path: 'shop.yaml', text: shopText({ scopes }) },
      over(`scopes:
  all:
    implies: [read2]
    issuers: null
    replacedBy: { deadline: 2028-06-30T00:00:00Z }
`),
    ];
    const { description, implies, issuers, replacedBy } = policyOf(files, 'staging').scopes[0] ?? assert.fail();
    assert.deepEqual(
      { description, implies, issuers, replacedBy },
      {
        description: 'Does what all says.',
        ...{ implies: ['read2'], issuers: undefined },
        replacedBy: { scopes: ['read2'], deadline: '2028-06-30T00:00:00Z' },
      },
    );
    const whole = over('scopes:\n  all: { replacedBy: null }\n');
    assert.equal(policyOf([files[0] as PolicyFileText, whole], 'staging').scopes[0]?.replacedBy, undefined);
  });

  test('may be a map where the others say none, less what it takes away', () => {
    const files = [
      SHOP,
      over('scopes:\n  read: { replacedBy: { scopes: [refund], deadline: 2028-06-30T00:00:00Z } }\n'),
    ];
    assert.deepEqual(policyOf(files, 'staging').scopes[0]?.replacedBy, {
      scopes: ['refund'],
      deadline: '2028-06-30T00:00:00Z',
    });
    const nothing = over('scopes:\n  read: { replacedBy: { scopes: [refund], deadline: null } }\n');
    assert.deepEqual(
      told([SHOP, nothing], 'staging').map((one) => one.split(' |')[0]),
      ['staging.yaml:3:11 error field_missing: scopes.read.replacedBy has no deadline'],
    );
  });

  test('that is no map where one was expected is wrong as it would be anywhere', () => {
    assert.deepEqual(told([SHOP, over('scopes: { read: [a] }\n')], 'staging'), [
      'staging.yaml:2:11 error invalid: scopes.read: a map was expected, and this is a list of 1 | docs/policy-reference.md has every field.',
    ]);
  });

  test('takes sections away that are one definition, and brings them', () => {
    const limited = { path: 'limits.yaml', text: 'limits: { maxStaleSeconds: 5 }\nrules: { scope-unheld: error }\n' };
    const files = [SHOP, limited, over('limits: null\nrules: { scope-unheld: warning }\n')];
    const { limits, rules } = policyOf(files, 'staging');
    assert.deepEqual([limits.maxStaleSeconds, rules], [30, { 'scope-unheld': 'warning' }]);
    assert.deepEqual(policyOf([SHOP, over('limits: { maxStaleSeconds: 7 }\n')], 'staging').limits.maxStaleSeconds, 7);
  });

  test('takes nothing away that is not there, whatever is near', () => {
    assert.deepEqual(told([SHOP, over('scopes: { raed: null }\n')], 'staging'), [
      'staging.yaml:2:11 error overlay_of_nothing: raed is taken away in staging, and is not there | Did you mean read?',
    ]);
    assert.deepEqual(told([SHOP, over('clients: { read: null }\n')], 'staging'), [
      'staging.yaml:2:12 error overlay_of_nothing: read is taken away in staging, and is not there | Remove this line.',
    ]);
    assert.deepEqual(told([SHOP, over('limits: null\n')], 'staging'), [
      'staging.yaml:2:1 error overlay_of_nothing: limits is taken away in staging, and is not there | Remove this line.',
    ]);
    assert.deepEqual(told([SHOP, over('waivers: { later: null }\n')], 'staging'), [
      'staging.yaml:2:12 error overlay_of_nothing: later is taken away in staging, and is not there | Remove this line.',
    ]);
    assert.deepEqual(told([SHOP, over('scopes: { raed: null }\n')]), [], 'and says so of its environment alone');
  });

  test('is one for each definition, also where it takes it away', () => {
    const twice = [over('scopes: { refund: null }\n', 'a.yaml'), over('\nscopes: { refund: null }\n', 'b.yaml')];
    assert.deepEqual(told([SHOP, ...twice], 'staging'), [
      'b.yaml:3:11 error defined_twice: refund is defined in a.yaml:2 already | Keep one of the two: a definition stands in one place.',
    ]);
    const apart = [
      over('scopes: { refund: null }\n', 'a.yaml'),
      over('clients: { till: { eligible: [] } }\n', 'b.yaml'),
    ];
    assert.deepEqual(told([SHOP, ...apart], 'staging'), []);
  });

  test('gives a definition that is whole by itself the places of the overlay', () => {
    const files = [SHOP, over(`scopes:\n${scopeText('seed', { owner: 'p-9' })}`)];
    assert.deepEqual(
      told(files, 'staging').map((one) => one.split(':').slice(0, 3).join(':')),
      ['staging.yaml:7:12 error person_unknown'],
    );
  });

  test('that leaves a definition invalid leaves it out, and says nothing of who refers to it', () => {
    const broken = over('scopes: { read: { risk: hihg } }\n');
    assert.equal(told([SHOP, broken], 'staging').length, 1);
    const owned = {
      path: 'shop.yaml',
      text: TEXT.replace('owner: p-1\n    author: p-1\n    risk', 'owner: p-9\n    author: p-1\n    risk'),
    };
    assert.equal(told([owned]).length, 1);
    assert.deepEqual(
      told([owned, broken], 'staging').map((one) => one.split(' ')[2]),
      ['invalid:'],
    );
  });

  test('that takes a definition away leaves who refers to it with nothing', () => {
    assert.deepEqual(
      told([SHOP, over('scopes: { read: null }\n')], 'staging').map((one) => one.split(' ')[2]),
      ['scope_unknown:'],
    );
  });

  test('that is a map over nothing is told so', () => {
    const text = TEXT.replace('standing: [read]', 'standing: [read]\n    defaultScopes: null');
    assert.deepEqual(
      told([{ path: 'shop.yaml', text }, over('clients: { till: { defaultScopes: { a: b } } }\n')], 'staging').map(
        (one) => one.split(' |')[0],
      ),
      ['staging.yaml:2:20 error invalid: clients.till.defaultScopes: a list was expected, and this is a map'],
    );
  });

  test('knows a definition by a name that objects have', () => {
    const scopes = scopeText('constructor') + scopeText('toString');
    const files = [
      { path: 'shop.yaml', text: shopText({ scopes }) },
      over('scopes: { constructor: { risk: high }, toString: null }\n'),
    ];
    assert.deepEqual(
      policyOf(files, 'staging').scopes.map(({ name, risk }) => [name, risk]),
      [['constructor', 'high']],
    );
    assert.match(told([SHOP, over('scopes: { toString: null }\n')], 'staging').join(), /overlay_of_nothing/);
  });
});
