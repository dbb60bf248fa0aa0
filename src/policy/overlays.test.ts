import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compilePolicy } from './compile.ts';
import { proveApprovals } from './prove-approvals.ts';
import { clientText, complaintsOf, noteOf, scopeText, shopPolicy, shopText } from './testing/shop-policy.ts';

const TEXT = shopText({
  scopes: scopeText('read') + scopeText('refund', { risk: 'critical' }),
  clients: clientText('till', { standing: '[read]', eligible: '[refund]', defaultScopes: '[read]' }),
});
const staging = (text: string) => [{ path: 'staging.yaml', text: `overlay: staging\n${text}` }];

describe('an overlay', () => {
  test('holds in its environment alone, over what the other files say', () => {
    const files = staging(`issuers:
  https://login.example: null
  https://login.staging.example: { level: observed, mode: observe }
clients:
  till:
    maxTtlSeconds: 60
    defaultScopes: null
    standing: [read, refund]
    eligible: []
limits: { maxStaleSeconds: 5 }
`);
    const production = shopPolicy(TEXT, files);
    assert.deepEqual(production, shopPolicy(TEXT));
    const policy = shopPolicy(TEXT, files, 'staging');
    const [client] = policy.clients;
    assert.equal(policy.environment, 'staging');
    assert.deepEqual(
      policy.issuers.map(({ issuer }) => issuer),
      ['https://login.staging.example'],
    );
    assert.deepEqual(
      [client?.maxTtlSeconds, client?.defaultScopes, client?.standing, client?.eligible, client?.issuer, client?.mode],
      [60, null, ['read', 'refund'], [], 'https://login.staging.example', 'observe'],
    );
    assert.equal(client?.purpose, 'Sells what there is.');
    assert.deepEqual([policy.limits.maxStaleSeconds, policy.limits.maxStaleHighRiskSeconds], [5, 1]);
    assert.deepEqual(compilePolicy([{ path: 'shop.yaml', text: TEXT }, ...files]).environments, [
      'production',
      'staging',
    ]);
  });

  test('takes away and adds definitions', () => {
    const files = staging(`scopes:\n  refund: null\n${scopeText('seed')}clients:\n  till: { eligible: [seed] }\n`);
    const policy = shopPolicy(TEXT, files, 'staging');
    assert.deepEqual(
      policy.scopes.map(({ name }) => name),
      ['read', 'seed'],
    );
  });

  test('that is empty changes the environment alone, and one over itself changes nothing', () => {
    const { environment, ...rest } = shopPolicy(TEXT, staging(''), 'staging');
    const { environment: written, ...base } = shopPolicy(TEXT);
    assert.deepEqual([environment, written], ['staging', 'production']);
    assert.deepEqual(rest, base);
    fc.assert(
      fc.property(
        fc.subarray(['maxTtlSeconds: 600', 'purpose: Sells what there is.', 'standing: [read]']),
        (fields) => {
          const same = `clients:\n  till:\n${fields.map((field) => `    ${field}\n`).join('')}    issuer: https://login.example\n`;
          const { environment: _, ...over } = shopPolicy(TEXT, staging(same), 'staging');
          assert.deepEqual(over, base);
        },
      ),
    );
  });

  const refused: readonly (readonly [string, string, string])[] = [
    ['a field that there isn’t', 'clients: { till: { maxTtl: 4 } }', 'staging.yaml:2:20 unknown_field'],
    ['a value that can’t be', 'clients: { till: { maxTtlSeconds: 0 } }', 'staging.yaml:2:35 invalid'],
    ['a scope that nobody defined', 'clients: { till: { standing: [raed] } }', 'staging.yaml:2:31 scope_unknown'],
    ['half a definition', 'clients: { desk: { maxTtlSeconds: 60 } }', 'staging.yaml:2:12 field_missing'],
    ['a required field taken away', 'clients: { till: { grantTypes: null } }', 'staging.yaml:2:12 field_missing'],
    ['a purpose taken away', 'clients: { till: { purpose: null } }', 'staging.yaml:2:12 client_without_purpose'],
    ['an environment of its own', 'environment: staging', 'staging.yaml:2:1 unknown_field'],
    ['all clients away, which would all stay', 'clients: null', 'staging.yaml:2:1 overlay_of_nothing'],
    ['nothing to take away', 'scopes: { raed: null }', 'staging.yaml:2:11 overlay_of_nothing'],
    ['what it empowers away', 'scopes: { read: null }', '39:16 scope_unknown'],
  ];
  for (const [what, text, expected] of refused)
    test(`can't say ${what}`, () => {
      const found = complaintsOf(TEXT, staging(`${text}\n`), 'staging');
      assert.ok(found.includes(expected), found.join('\n'));
    });

  for (const [field, code] of [
    ['purpose: Sells what there is.', 'client_without_purpose'],
    ['owner: p-1', 'client_without_owner'],
    ['expires: 2030-01-01T00:00:00Z', 'client_without_expiry'],
  ] as const)
    test(`may alone give what a rule demands: ${field}`, () => {
      const till = TEXT.indexOf("'till':");
      const at = TEXT.indexOf(field, till);
      assert.ok(till > 0 && at > till, field);
      const without = `${TEXT.slice(0, at)}${TEXT.slice(at + field.length)}`;
      const files = staging(`clients: { till: { ${field} } }\n`);
      assert.deepEqual(
        complaintsOf(without, files).map((line) => line.split(' ')[1]),
        [code],
      );
      assert.deepEqual(complaintsOf(without, files, 'staging'), []);
    });

  test('says what is wrong at the line that says it, in whichever file', () => {
    const files = staging('clients:\n  till:\n    eligible: [refnd]\n');
    assert.deepEqual(complaintsOf(TEXT, files, 'staging'), ['staging.yaml:4:16 scope_unknown']);
    const broken = TEXT.replace('standing: [read]', 'standing: [raed]');
    assert.equal(complaintsOf(broken)[0], '39:16 scope_unknown');
    assert.deepEqual(complaintsOf(broken, staging(''), 'staging'), complaintsOf(broken));
  });

  test('of the same definition twice is told so', () => {
    const files = [
      { path: 'a.yaml', text: 'overlay: staging\nclients: { till: { maxTtlSeconds: 60 } }\n' },
      { path: 'b.yaml', text: 'overlay: staging\nclients: { till: { maxTtlSeconds: 70 } }\n' },
    ];
    assert.deepEqual(complaintsOf(TEXT, files, 'staging'), ['b.yaml:2:12 defined_twice']);
    assert.deepEqual(complaintsOf(TEXT, files), []);
  });

  test('is asked for by a name that there is', () => {
    const { diagnostics } = compilePolicy([{ path: 'shop.yaml', text: TEXT }, ...staging('')], {
      environment: 'stagin',
    });
    assert.deepEqual(
      diagnostics.map(({ code, help }) => [code, help]),
      [['environment_unknown', 'Did you mean staging?']],
    );
    const alone = TEXT.replace('environment: production\n', '');
    assert.equal(shopPolicy(alone, staging(''), 'staging').environment, 'staging');
    assert.match(
      compilePolicy([{ path: 'shop.yaml', text: alone }, ...staging('')]).diagnostics[0]?.help ?? '',
      /staging/,
    );
  });

  test('needs approvals of its own, and takes none of another environment', () => {
    const files = staging('clients: { till: { maxTtlSeconds: 60 } }\n');
    const approved = [...files, noteOf(shopPolicy(TEXT, files), 'client:till', 'p-2')];
    const lacking = (environment: string) =>
      proveApprovals(shopPolicy(TEXT, approved, environment), 'bootstrap').lacking.map(
        ({ kind, name }) => `${kind}:${name}`,
      );
    assert.deepEqual(lacking('production'), ['scope:refund']);
    assert.deepEqual(lacking('staging'), ['scope:refund', 'client:till']);
  });

  test('can’t be smuggled in by what names are made of', () => {
    for (const name of ['__proto__', 'constructor', 'toString'])
      assert.notDeepEqual(
        complaintsOf(TEXT, staging(`clients:\n  ${name}: { maxTtlSeconds: 60 }\n`), 'staging'),
        [],
        name,
      );
    assert.equal(({} as { maxTtlSeconds?: number }).maxTtlSeconds, undefined);
  });
});
