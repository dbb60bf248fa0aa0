import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clientText, type ShopParts, scopeText } from '../testing/shop-policy.ts';
import { tells, told } from '../testing/told-of-parts.ts';

const TWO_ISSUERS = `  https://login.example: { level: guarded }
  https://staff.example: { level: hooked }
`;
const DIGITS = '{ id: { characters: digits, maxLength: 4 } }';

describe('of clients is told', () => {
  const client = (fields: Readonly<Record<string, string>>, name = 'till', scopes = scopeText('read')): ShopParts => ({
    scopes,
    clients: clientText(name, fields),
  });
  const CODE = { grantTypes: '[authorization_code]', redirectUris: "['https://a.example/']" };
  const many = scopeText('pay:{id}', { parameters: DIGITS });

  tells([
    [
      'a client id with a blank, at the name that it is',
      client({}, 'a till'),
      ['client_id_invalid', "'a till':", '"a till" is no client id', 'A client id is printable ASCII without spaces.'],
    ],
    [
      'a client id with a blank, where it stands beside a name',
      client({ clientId: "'a till'" }),
      ['client_id_invalid', "'a till'", '"a till" is no client id', 'A client id is printable ASCII without spaces.'],
    ],
    [
      'a name that is none of a client, whose client id is right',
      client({ clientId: 'till' }, 'größe'),
      [
        ...(['client_name_invalid', "'größe':", '"größe" is no name for a client'] as const),
        'Name it in printable ASCII without spaces, as a client id.',
      ],
    ],
    ['nothing of a client id with other characters', client({ clientId: "'!~a'" })],
    ['nothing of a client id of 200 characters', client({}, 'a'.repeat(200))],
    [
      'one more character',
      client({}, 'a'.repeat(201)),
      [
        ...(['client_id_invalid', `'${'a'.repeat(201)}':`, `"${'a'.repeat(201)}" is no client id`] as const),
        'A client id is printable ASCII without spaces.',
      ],
    ],
    [
      'an issuer, an owner and an author that there are not',
      client({ issuer: 'https://login.exmaple', owner: 'p-1x', author: 'p-1y' }),
      [
        ...(['issuer_unknown', 'https://login.exmaple', 'there is no issuer https://login.exmaple'] as const),
        'Did you mean https://login.example?',
      ],
      ['person_unknown', 'p-1x', 'there is no person p-1x', 'Did you mean p-1?'],
      ['person_unknown', 'p-1y', 'there is no person p-1y', 'Did you mean p-1?'],
    ],
    [
      'a team that there is not',
      client({ owner: 't-shop' }),
      ['team_unknown', 't-shop', 'there is no team t-shop', 'Define it, or use one of: none yet.'],
    ],
    [
      'two names of one client, at the client id of the second',
      { clients: clientText('a', { clientId: 'x' }) + clientText('b', { clientId: 'x' }) },
      [
        ...(['client_twice', 'clientId: x', 'x at https://login.example is a already'] as const),
        'An issuer knows one client by one client id: keep one of the two, or name another issuer.',
      ],
    ],
    [
      'nothing of one client id where no issuer is said, but that',
      { issuers: TWO_ISSUERS, clients: clientText('a', { clientId: 'x' }) + clientText('b', { clientId: 'x' }) },
      ...['a', 'b'].map(
        (name) =>
          [
            'issuer_missing',
            `'${name}':`,
            'the policy has several issuers and this client names none',
            'Add issuer: https://login.example or https://staff.example.',
          ] as const,
      ),
    ],
    [
      'one scope that there is not once for each list',
      client({ standing: '[raed, raed]', eligible: '[raed]' }),
      ['scope_unknown', 'raed, raed]', 'there is no scope raed', 'Did you mean read?'],
      ['scope_twice', 'standing: [raed, raed]', 'a scope stands here twice', 'Remove one of the two.'],
      ['scope_unknown', 'raed]', 'there is no scope raed', 'Did you mean read?'],
      [
        ...(['scope_standing_and_eligible', 'raed]', 'raed is standing too'] as const),
        'What is always held needs no elevation: keep one of the two.',
      ],
    ],
    [
      'a scope of another issuer, once',
      {
        issuers: TWO_ISSUERS,
        scopes: scopeText('read', { issuers: '[https://staff.example]' }),
        clients: clientText('till', { issuer: 'https://login.example', standing: '[read, read]' }),
      },
      [
        ...(['scope_of_other_issuer', 'read, read]', 'https://login.example does not know read'] as const),
        'It is a scope of https://staff.example: add the issuer to the scope, or take the scope from the client.',
      ],
      ['scope_twice', 'standing: [read, read]', 'a scope stands here twice', 'Remove one of the two.'],
    ],
    [
      'a default in braces that there is not, as what it is',
      client({ defaultScopes: "['{x}']" }),
      ['scope_unknown', "'{x}']", 'there is no scope {x}', 'Define it, or use one of: read.'],
      [
        ...(['default_not_standing', "'{x}']", '{x} is a default but not standing'] as const),
        'A default is given without being asked for, so it has to be standing.',
      ],
    ],
    [
      'a scope of two others, and of any where no issuer is said',
      {
        issuers: `${TWO_ISSUERS}  https://third.example: { level: hooked }\n`,
        scopes: scopeText('read', { issuers: '[https://staff.example, https://third.example]' }),
        clients:
          clientText('a', { standing: '[read]' }) +
          clientText('b', { issuer: 'https://login.example', standing: '[read]' }),
      },
      [
        ...(['issuer_missing', "'a':", 'the policy has several issuers and this client names none'] as const),
        'Add issuer: https://login.example or https://staff.example or https://third.example.',
      ],
      ...(['its issuer', 'https://login.example'] as const).map(
        (issuer) =>
          [
            ...(['scope_of_other_issuer', 'read]', `${issuer} does not know read`] as const),
            'It is a scope of https://staff.example, https://third.example: add the issuer to the scope, or take the scope from the client.',
          ] as const,
      ),
    ],
    [
      'a default that is eligible only',
      client({ eligible: '[read]', defaultScopes: '[read]' }),
      [
        ...(['default_not_standing', 'read]', 'read is a default but not standing'] as const),
        'A default is given without being asked for, so it has to be standing.',
      ],
    ],
    [
      'a default that is many, though it is standing',
      client({ standing: "['pay:{id}']", defaultScopes: "['pay:{id}']" }, 'till', many),
      [
        ...([
          'default_pattern',
          "'pay:{id}']",
          'pay:{id} stands for many scopes, and a default is some in particular',
        ] as const),
        'Name scopes that it stands for.',
      ],
    ],
    [
      'nothing of a default that is one of many and standing',
      client({ standing: "['pay:7']", defaultScopes: "['pay:7']" }, 'till', many),
    ],
    [
      'a code and an implicit grant that go nowhere',
      {
        clients:
          clientText('a', { grantTypes: '[authorization_code]' }) +
          clientText('b', { grantTypes: '[implicit, authorization_code]' }),
      },
      [
        ...(['redirect_uri_missing', "'a':", 'a client with authorization_code has redirect URIs'] as const),
        'Add redirectUris: with the exact URI.',
      ],
      [
        ...(['redirect_uri_missing', "'b':", 'a client with implicit has redirect URIs'] as const),
        'Add redirectUris: with the exact URI.',
      ],
    ],
    [
      'redirect URIs of who is sent nowhere',
      client({ redirectUris: "['https://a.example/']" }),
      [
        ...([
          'redirect_uri_unused',
          "redirectUris: ['https://a.example/']",
          'only authorization_code and implicit have redirect URIs',
        ] as const),
        'Remove them.',
      ],
    ],
    ['nothing of a code with a redirect URI', client(CODE)],
    [
      'what stands twice, with its name',
      client({ ...CODE, grantTypes: '[authorization_code, authorization_code]' }),
      [
        ...(['grant_type_twice', 'grantTypes: [authorization_code, authorization_code]'] as const),
        ...(['a grant type stands here twice', 'Remove one of the two.'] as const),
      ],
    ],
    [
      'a redirect URI that stands twice',
      client({ ...CODE, redirectUris: "['https://a.example/', 'https://a.example/']" }),
      [
        ...(['redirect_uri_twice', "redirectUris: ['https://a.example/', 'https://a.example/']"] as const),
        ...(['a redirect URI stands here twice', 'Remove one of the two.'] as const),
      ],
    ],
  ]);

  test('nothing of a scope that is there, and itself isn’t right', () => {
    const found = told(client({ standing: '[read]' }, 'till', scopeText('read', { risk: 'huge' })));
    assert.deepEqual(
      found.map(([code, at]) => [code, at]),
      [['invalid', 'huge']],
    );
  });

  test('what there is instead, ten names of it at most, and none that is too long to read', () => {
    const scopes = Array.from({ length: 12 }, (_, index) => scopeText(`scope-${String(index).padStart(2, '0')}`)).join(
      '',
    );
    const [[, , , help] = []] = told({ scopes, clients: clientText('a', { standing: '[nothing-like-it]' }) });
    const names = Array.from({ length: 10 }, (_, index) => `scope-0${index}`).join(', ');
    assert.equal(help, `Define it, or use one of: ${names}.`);
    const long = scopeText('x'.repeat(150));
    const [[, , , shown] = []] = told({ scopes: long, clients: clientText('a', { standing: '[nothing-like-it]' }) });
    assert.equal(shown, `Define it, or use one of: ${'x'.repeat(99)}….`);
    assert.deepEqual(
      told({ scopes: scopeText('read', { resourceServer: 'xyz' }) }).map(([code, , , text]) => [code, text]),
      [['resource_server_unknown', 'Define it, or use one of: orders, stock.']],
    );
  });

  test('what was meant for the first hundred, for to look for it takes a while', () => {
    const held = Array.from({ length: 102 }, (_, index) => `scope-a${String(index).padStart(3, '0')}`);
    const all = told({
      scopes: scopeText('scope-aaaa'),
      clients: clientText('a', { standing: `[${held.join(', ')}]` }),
    });
    assert.deepEqual(
      all.map(([, , , help]) => help),
      held.map((_, index) => (index < 100 ? 'Did you mean scope-aaaa?' : 'Define it, or use one of: scope-aaaa.')),
    );
  });
});
