import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { z } from 'zod';
import { alertRoute } from './alert-route.ts';
import { approvalsSection } from './approvals.ts';
import { attestor, attestorId } from './attestor.ts';
import { client } from './client.ts';
import { consoleSection } from './console.ts';
import { issuer } from './issuer.ts';
import { limits } from './limits.ts';
import { person } from './person.ts';
import { defaultLimits, policyFile } from './policy-file.ts';
import { resourceServer } from './resource-server.ts';
import { scope } from './scope.ts';
import { team } from './team.ts';
import { author, mode, owner, personId, risk, seconds, sensitivity, sentence, teamId, utcTime } from './values.ts';
import { waiver } from './waiver.ts';

const long = (length: number, first = ''): string => first.padEnd(length, 'a');
const list = (length: number, item = 'a'): string[] => Array.from({ length }, () => item);
const field = (name: string, schema: z.ZodObject): z.ZodType => schema.shape[name] as z.ZodType;
/** A mapping of the console with these fields. */
const mapped = (over: object) => ({ author: 'p-1', roles: { viewer: [{ claim: 'groups', value: 'all', ...over }] } });
const mappings = (count: number) => ({
  author: 'p-1',
  roles: { admin: Array.from({ length: count }, () => ({ claim: 'sub', value: 'a' })) },
});
const demand = (by: string, value: string, over: object = {}) => ({ author: 'p-1', [by]: { [value]: over } });
const part = (parameter: object, name = 'id') => ({ [name]: parameter });

/** What a field takes, and what it doesn't: the least and the most of it, and what is one step beyond. */
const CASES: readonly (readonly [
  what: string,
  schema: z.ZodType,
  takes: readonly unknown[],
  refuses: readonly unknown[],
])[] = [
  [
    'a person',
    personId,
    ['p-1', 'p-a-b', long(62, 'p-')],
    ['p-', 'p-A', 'xp-1', 'p-1 ', 'p_1', 't-1', long(63, 'p-'), ''],
  ],
  ['an author', author, ['p-1'], ['t-1', '']],
  ['a team', teamId, ['t-1', 't-a-b', long(62, 't-')], ['t-', 't-A', 'xt-1', 't-1 ', 'p-1', long(63, 't-')]],
  ['an owner', owner, ['p-1', 't-1', long(62, 't-')], ['x-1', 'pt-1', 'xp-1', 'p-1 ', 'p-', 'p-A', long(63, 'p-')]],
  ['seconds', seconds, [1, 34_560_000], [0, 34_560_001, 1.5]],
  ['a mode', mode, ['enforce', 'observe'], ['', 'off']],
  ['a risk', risk, ['low', 'high', 'critical'], ['', 'medium']],
  ['a sensitivity', sensitivity, ['public', 'internal', 'confidential', 'restricted'], ['', 'secret']],
  ['a sentence', sentence, [long(8), long(2000)], [long(7), long(2001), `   ${long(5)}   `]],
  [
    'a time',
    utcTime,
    ['2027-01-31T00:00:00Z'],
    ['2027-02-30T00:00:00Z', '2027-01-31T00:00Z', '2027-01-31T00:00:00.5Z', '2027-01-31T00:00:00+01:00', '2027-01-31'],
  ],
  [
    'a kind of alert',
    field('alerts', alertRoute),
    [['policy.refused', 'recovery.opened', 'response.withheld', 'scope.granted', 'scope.refused']],
    [[], ['other'], ['']],
  ],
  ['a severity of alerts', field('severities', alertRoute), [['high', 'critical']], [[], ['low'], ['']]],
  ['owners of alerts', field('owners', alertRoute), [['p-1']], [[], [1]]],
  [
    'a receiver of alerts',
    field('webhooks', alertRoute),
    [['a'], [long(41, 'a-1')]],
    [[], [''], ['A'], ['1a'], ['aB'], ['a b'], [long(42)]],
  ],
  [
    'how many approvals',
    approvalsSection,
    [demand('risk', 'high', { count: 1 }), demand('sensitivity', 'public', { count: 10 })],
    [
      demand('risk', 'high', { count: 0 }),
      demand('risk', 'high', { count: 11 }),
      demand('risk', 'high', { count: 1.5 }),
    ],
  ],
  [
    'whose approvals',
    approvalsSection,
    [demand('risk', 'low', { team: 't-1' }), demand('risk', 'low', { team: null })],
    [
      demand('risk', 'low', { team: 'p-1' }),
      demand('risk', 'none'),
      demand('sensitivity', 'low'),
      demand('risk', 'low', { more: 1 }),
      { risk: {} },
    ],
  ],
  ['the name of an attestor', attestorId, ['a', long(61, 'a-1')], ['', 'A', '1a', 'aB', 'a b', 'a ', long(62)]],
  [
    'what is attested',
    field('attests', attestor),
    ['github_review', 'gitlab_review', 'session', 'check_run'],
    ['', 'review'],
  ],
  [
    'the base of an API',
    field('api', attestor),
    ['https://api.github.com', 'http://localhost:8080', 'https://a.example/api/v4', 'https://a.example/A0._~-'],
    [
      'https://a.example/',
      'https://a.example//b',
      'xhttps://a.example',
      'ftp://a.example',
      'https://',
      'https://a@b.example',
      'https://a.example?x',
      'https://a.example#x',
      'https://a b',
      'https:/a.example',
      'httpss://a.example',
      'https://a.example/ä',
      'https://a.example/a ',
    ],
  ],
  ['a repository', field('repository', attestor), [1, 7], [0, 1.5, '7']],
  ['a kind of client', field('kind', client), ['confidential', 'public', 'machine', 'agent'], ['', 'person']],
  [
    'grant types',
    field('grantTypes', client),
    [
      ['authorization_code', 'client_credentials', 'implicit', 'password', 'refresh_token'],
      ['device_code', 'jwt-bearer', 'saml2-bearer', 'token-exchange'].map(
        (one) => `urn:ietf:params:oauth:grant-type:${one}`,
      ),
      ['urn:openid:params:grant-type:ciba'],
    ],
    [[], [''], ['code']],
  ],
  ['default scopes', field('defaultScopes', client), [['a'], null], [[], [1]]],
  ['what happens to too much', field('overBroad', client), ['refuse', 'narrow'], ['', 'permit']],
  ['claims by name', field('claims', client), [['email', 'name#de']], [[], [''], ['e mail'], 'email']],
  [
    'how it has to ask',
    field('requires', client),
    [['dpop'], ['pushed_authorization_requests', 'signed_request_object', 'dpop']],
    [[], [''], ['par'], 'dpop'],
  ],
  [
    'how often credentials are replaced',
    field('rotation', client),
    [{}, { secretDays: 1, refreshTokenDays: 1 }, { secretDays: 1100, refreshTokenDays: 400 }],
    [{ secretDays: 0 }, { secretDays: 1101 }, { refreshTokenDays: 0 }, { refreshTokenDays: 401 }, { days: 1 }],
  ],
  [
    'files',
    field('sources', client),
    [['apps/**'], ['a..b/*.ts', '..a', 'b..'], list(200), [long(300)], ['a/!b#']],
    [
      [],
      list(201),
      [''],
      [long(301)],
      ['!a'],
      ['#a'],
      ['/a'],
      ['..'],
      ['../a'],
      ['a/..'],
      ['a/../b'],
      ['a b'],
      ['a\\b'],
    ],
  ],
  [
    'a claim',
    consoleSection,
    [mapped({ claim: 'a' }), mapped({ claim: long(200, 'A0_:./-') })],
    ['', '1a', '_a', 'a b', 'aä', long(201), 'äa'].map((claim) => mapped({ claim })),
  ],
  [
    'what a claim says',
    consoleSection,
    [mapped({ value: 'a' }), mapped({ value: long(256) })],
    [mapped({ value: '' }), mapped({ value: long(257) }), mapped({ more: 1 })],
  ],
  [
    'who signs in',
    consoleSection,
    [mapped({ person: 'p-1' }), mapped({ person: null }), mapped({ issuer: 'a' })],
    [mapped({ person: 't-1' })],
  ],
  [
    'mappings of a role',
    consoleSection,
    [mappings(1), mappings(64), { author: 'p-1', roles: {} }],
    [mappings(0), mappings(65), { author: 'p-1', roles: { owner: [] } }],
  ],
  ['how an issuer is met', field('level', issuer), ['guarded', 'hooked', 'observed'], ['', 'seen']],
  ['a tenant', field('tenant', issuer), ['!', '~', long(100)], ['', 'a b', 'ä', long(101), 'a ', ' a']],
  ['the silence of a feed', field('maxStaleSeconds', limits), [0, 3600, 0.5], [-1, 3601]],
  ['the same for what is risky', field('maxStaleHighRiskSeconds', limits), [0, 60], [-1, 61]],
  ['the lag of a sequencer', field('maxSequencingLagSeconds', limits), [0.1, 60], [0, 61]],
  ['tokens without a birth', field('unrecordedTokens', limits), ['refuse', 'record'], ['', 'permit']],
  ['keys', field('approvalKeys', person), [[], list(16)], [list(17), [1]]],
  [
    'accounts',
    field('identities', person),
    [{}, { github: 1 }, { gitlab: 7 }],
    [{ github: 0 }, { gitlab: 0 }, { github: 1.5 }, { other: 1 }],
  ],
  ['an environment', field('environment', policyFile), ['a', long(41, 'a-1')], ['', 'A', '1a', 'aB', 'a b', long(42)]],
  ['rules', field('rules', policyFile), [{ a: 'error' }, { a: 'warning' }], [{ a: '' }, { a: 'off' }]],
  [
    'routes of alerts',
    field('alertRoutes', policyFile),
    [Array(1).fill({ webhooks: ['a'] }), Array(100).fill({ webhooks: ['a'] })],
    [[], Array(101).fill({ webhooks: ['a'] })],
  ],
  ['an audience', field('audience', resourceServer), ['https://orders.example'], ['orders', '']],
  ['members', field('members', team), [list(1, 'p-1'), list(200, 'p-1')], [[], list(201, 'p-1'), ['t-1']]],
  ['issuers of a scope', field('issuers', scope), [['a']], [[]]],
  ['what a scope includes', field('implies', scope), [['a']], [[]]],
  [
    'what replaces a scope',
    field('replacedBy', scope),
    [{ scopes: ['a'], deadline: '2027-01-31T00:00:00Z' }],
    [{ scopes: [], deadline: '2027-01-31T00:00:00Z' }, { scopes: ['a'] }, { scopes: ['a'], deadline: 'never' }],
  ],
  [
    'a part of a scope',
    field('parameters', scope),
    [part({ values: ['a'] }, 'a'), part({ values: ['a'] }, long(31, 'aA0'))],
    ['', 'A', '0a', 'a-b', 'a ', long(32)].map((name) => part({ values: ['a'] }, name)),
  ],
  [
    'values of a part',
    field('parameters', scope),
    [part({ values: ['!#[]z|~'] }), part({ values: [long(128)] }), part({ values: list(1000) })],
    ['', ' ', '"', '\\', '{', '}', 'ä', long(129), 'a b']
      .map((value) => part({ values: [value] }))
      .concat([part({ values: [] }), part({ values: list(1001) })]),
  ],
  [
    'characters of a part',
    field('parameters', scope),
    ['digits', 'letters', 'alphanumeric', 'hexadecimal', 'slug'].flatMap((characters) =>
      [1, 128].map((maxLength) => part({ characters, maxLength })),
    ),
    [
      part({ characters: '', maxLength: 1 }),
      part({ characters: 'digits', maxLength: 0 }),
      part({ characters: 'digits', maxLength: 129 }),
      part({ characters: 'digits' }),
      part({ characters: 'digits', maxLength: 1, values: ['1'] }),
    ],
  ],
  ['days between reviews', field('reviewIntervalDays', scope), [1, 366], [0, 367, 1.5]],
  [
    'what is waived',
    field('definition', waiver),
    [
      'limits',
      ...['scope', 'client', 'person', 'team', 'issuer', 'resourceServer'].map((kind) => `${kind}:a`),
      'scope:a:b',
    ],
    ['', 'scope', 'scope:', 'xscope:a', 'scope:a b', 'role:a', 'limits:a', 'a limits', ':a'],
  ],
];

describe('of a policy file', () => {
  for (const [what, schema, takes, refuses] of CASES)
    test(`${what} is as long, as much and made of what it may be, and no more`, () => {
      const isTaken = (value: unknown): boolean => schema.safeParse(value).success;
      assert.deepEqual(
        takes.filter((value) => !isTaken(value)),
        [],
      );
      assert.deepEqual(refuses.filter(isTaken), []);
    });

  const definitions: readonly (readonly [
    section: string,
    names: readonly string[],
    not: readonly string[],
    definition: object,
  ])[] = [
    ['people', ['p-1'], ['t-1', 'x'], {}],
    ['teams', ['t-1'], ['p-1'], { description: long(8), author: 'p-1', members: ['p-1'] }],
    ['attestors', ['a'], ['A'], { description: long(8), author: 'p-1', attests: 'session', key: 'k' }],
    [
      'resourceServers',
      ['a', long(61, 'a-1')],
      ['', 'A', '1a', 'aB', 'a b', long(62)],
      { description: long(8), owner: 'p-1', audience: 'https://a.example' },
    ],
    [
      'waivers',
      ['a', long(61, 'a-1')],
      ['', 'A', '1a', 'aB', 'a b', long(62)],
      {
        rule: 'a',
        definition: 'limits',
        owner: 'p-1',
        author: 'p-1',
        reason: long(8),
        expires: '2027-01-31T00:00:00Z',
      },
    ],
  ];
  for (const [section, names, not, definition] of definitions)
    test(`${section} are named as they may be, and say no more than they may`, () => {
      const isTaken = (name: string, over: object = {}): boolean =>
        policyFile.safeParse({ [section]: { [name]: { ...definition, ...over } } }).success;
      assert.deepEqual([...names.filter((name) => !isTaken(name)), ...not.filter((name) => isTaken(name))], []);
      assert.equal(isTaken(names[0] ?? '', { more: 1 }), false);
    });

  test('what isn’t said is what is safe', () => {
    assert.deepEqual(defaultLimits, {
      maxStaleSeconds: 30,
      maxStaleHighRiskSeconds: 1,
      maxSequencingLagSeconds: 2,
      unrecordedTokens: 'refuse',
    });
    assert.deepEqual(issuer.parse({ level: 'guarded' }), { level: 'guarded', mode: 'enforce' });
    assert.deepEqual(person.parse({}), { approvalKeys: [], approves: null });
    assert.deepEqual(approvalsSection.parse({ author: 'p-1', risk: { high: {} } }), {
      author: 'p-1',
      risk: { high: { count: 1, team: null } },
      sensitivity: {},
    });
    assert.deepEqual(client.parse({ author: 'p-1', grantTypes: ['password'], standing: [], maxTtlSeconds: 1 }), {
      ...{
        author: 'p-1',
        grantTypes: ['password'],
        standing: [],
        maxTtlSeconds: 1,
        owner: '',
        purpose: '',
        expires: '',
      },
      ...{ redirectUris: [], eligible: [], defaultScopes: null, overBroad: 'refuse' },
    });
    assert.deepEqual(
      scope.parse({
        description: long(8),
        author: 'p-1',
        risk: 'low',
        sensitivity: 'public',
        maxTtlSeconds: 1,
        reviewIntervalDays: 1,
      }),
      {
        ...{
          description: long(8),
          author: 'p-1',
          risk: 'low',
          sensitivity: 'public',
          maxTtlSeconds: 1,
          reviewIntervalDays: 1,
        },
        ...{ resourceServer: null, why: '', owner: '' },
      },
    );
  });
});
