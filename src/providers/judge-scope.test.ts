import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { Catalog } from './catalog.ts';
import { gcloudAliases } from './gcloud-aliases.ts';
import { type Breadth, catalogOf, judgeScope } from './judge-scope.ts';
import { providers } from './providers.ts';

const catalogs = new Map<string, Catalog>();
before(async () => {
  for (const { id } of providers) catalogs.set(id, (await catalogOf(id)) ?? assert.fail(id));
});

function judge(provider: string, name: string) {
  return judgeScope(catalogs.get(provider) ?? assert.fail(provider), name);
}

describe('a scope that its provider knows', () => {
  const GOOGLE = 'https://www.googleapis.com/auth/';
  const cases: readonly (readonly [
    provider: string,
    written: string,
    breadth: Breadth,
    narrower: readonly string[],
  ])[] = [
    ['google', `${GOOGLE}drive`, 'broad', [`${GOOGLE}drive.file`, `${GOOGLE}drive.readonly`]],
    ['google', `${GOOGLE}cloud-platform`, 'broad', [`${GOOGLE}bigquery`, `${GOOGLE}devstorage.read_only`]],
    ['google', 'https://mail.google.com/', 'broad', [`${GOOGLE}gmail.send`, `${GOOGLE}gmail.readonly`]],
    ['google', `${GOOGLE}calendar`, 'broad', [`${GOOGLE}calendar.events`, `${GOOGLE}calendar.freebusy`]],
    ['google', `${GOOGLE}spreadsheets`, 'broad', [`${GOOGLE}spreadsheets.readonly`, `${GOOGLE}drive.file`]],
    ['google', `${GOOGLE}drive.file`, 'write', []],
    ['google', `${GOOGLE}admin.directory.user.readonly`, 'broad', [`${GOOGLE}admin.directory.user.alias.readonly`]],
    ['google', `${GOOGLE}admin.directory.group`, 'broad', [`${GOOGLE}admin.directory.group.readonly`]],
    ['google', `${GOOGLE}userinfo.email`, 'identity', []],
    ['google', 'https://www.google.com/m8/feeds/', 'write', []],
    ['google', 'openid', 'identity', []],
    ['google', 'cloud-platform', 'broad', [`${GOOGLE}bigquery`]],
    ['google', 'storage-ro', 'read', []],
    ['google', 'email', 'identity', []],
    ['microsoft', 'User.Read', 'read', []],
    ['microsoft', 'user.read', 'read', []],
    ['microsoft', 'https://graph.microsoft.com/User.Read', 'read', []],
    ['microsoft', 'https://graph.microsoft.com//Mail.Read', 'read', ['Mail.ReadBasic']],
    ['microsoft', '00000003-0000-0000-c000-000000000000/Mail.Send', 'write', []],
    [
      'microsoft',
      'Directory.ReadWrite.All',
      'broad',
      ['Directory.Read.All', 'User.ReadWrite.All', 'Group.ReadWrite.All'],
    ],
    ['microsoft', 'Directory.Read.All', 'broad', ['User.Read.All', 'GroupMember.Read.All']],
    ['microsoft', 'Files.ReadWrite.All', 'broad', ['Files.ReadWrite', 'Files.ReadWrite.AppFolder', 'Files.Read.All']],
    ['microsoft', 'Sites.FullControl.All', 'broad', ['Sites.Selected', 'Sites.Read.All']],
    ['microsoft', 'EWS.AccessAsUser.All', 'broad', []],
    ['microsoft', 'https://graph.microsoft.com/.default', 'broad', []],
    ['microsoft', 'api://orders/.default', 'broad', []],
    ['microsoft', 'offline_access', 'identity', []],
    ['slack', 'chat:write', 'write', []],
    ['slack', 'channels:history', 'read', []],
    ['slack', 'channels:write', 'write', ['channels:write.invites', 'channels:write.topic']],
    ['slack', 'search:read', 'broad', ['search:read.public']],
    ['slack', 'admin.users:write', 'broad', []],
    ['slack', 'admin', 'broad', ['admin.users:read', 'admin.teams:write']],
    ['slack', 'client', 'broad', ['chat:write']],
    ['github', 'repo', 'broad', ['public_repo', 'repo:status']],
    ['github', 'admin:org', 'broad', ['read:org', 'write:org']],
    ['github', 'read:org', 'read', []],
    ['github', 'contents:write', 'write', ['contents:read']],
    ['github', 'workflows:write', 'broad', []],
    ['gitlab', 'api', 'broad', ['read_api', 'read_user']],
    ['atlassian', 'read:jira-work', 'broad', ['read:issue:jira']],
    ['atlassian', 'manage:jira-configuration', 'broad', []],
    ['shopify', 'write_orders', 'write', ['read_orders']],
    ['shopify', 'read_all_orders', 'broad', ['read_orders']],
    ['okta', 'okta.users.manage', 'broad', ['okta.users.read']],
    ['okta', 'openid', 'identity', []],
    ['okta', 'groups', 'read', []],
    ['atlassian', 'read', 'read', []],
    ['atlassian', 'project_admin', 'broad', ['READ']],
    ['auth0', 'read:client_keys', 'broad', []],
    ['dropbox', 'files.content.write', 'write', ['files.metadata.write']],
    ['discord', 'bot', 'broad', []],
    ['figma', 'files:read', 'broad', ['file_content:read']],
    ['box', 'root_readwrite', 'broad', ['root_readonly']],
    ['spotify', 'user-read-email', 'read', []],
    ['salesforce', 'full', 'broad', ['api', 'chatter_api']],
    ['linkedin', 'rw_ads', 'write', ['r_ads']],
  ];
  for (const [provider, written, breadth, narrower] of cases)
    test(`${provider}: ${written} is ${breadth}`, () => {
      const judgement = judge(provider, written) ?? assert.fail('nothing is said');
      assert.equal(judgement.known, true);
      assert.equal(judgement.breadth, breadth);
      assert.equal(judgement.why === null, breadth !== 'broad');
      assert.deepEqual(judgement.nearest, []);
      for (const name of narrower) assert.ok(judgement.narrower.includes(name), name);
    });

  test('may be written by the short name that gcloud takes', () => {
    for (const name of gcloudAliases) assert.equal(judge('google', name)?.known, true, name);
  });

  test('is named as the provider spells it', () => {
    assert.equal(judge('microsoft', 'https://graph.microsoft.com/user.read')?.name, 'User.Read');
    assert.equal(judge('google', 'http://www.google.com/m8/feeds/')?.name, 'https://www.google.com/m8/feeds');
  });

  test('says whether an administrator has to consent, and whether it is still given', () => {
    assert.equal(judge('microsoft', 'User.Read.All')?.admin, true);
    assert.equal(judge('microsoft', 'User.Read')?.admin, false);
    assert.equal(judge('slack', 'chat:write:bot')?.retired, true);
    assert.equal(judge('google', `${GOOGLE}plus.me`)?.retired, true);
    assert.equal(judge('google', `${GOOGLE}drive`)?.retired, false);
  });
});

describe('a scope that its provider does not know', () => {
  const cases: readonly (readonly [provider: string, written: string, nearest: string])[] = [
    ['google', 'https://www.googleapis.com/auth/drive.readonyl', 'https://www.googleapis.com/auth/drive.readonly'],
    ['google', 'https://www.googleapis.com/auth/readonly.drive', 'https://www.googleapis.com/auth/drive.readonly'],
    ['google', 'https://www.googleapis.com/auth/drive-readonly', 'https://www.googleapis.com/auth/drive.readonly'],
    ['google', 'http://www.googleapis.com/auth/drive.file', 'https://www.googleapis.com/auth/drive.file'],
    ['google', 'https://googleapis.com/auth/drive.file', 'https://www.googleapis.com/auth/drive.file'],
    ['google', 'drive.readonly', 'https://www.googleapis.com/auth/drive.readonly'],
    ['google', 'https://www.googleapis.com/auth/calender', 'https://www.googleapis.com/auth/calendar'],
    ['google', 'https://mail.google.com', 'https://mail.google.com/'],
    ['google', 'https://www.googleapis.com/auth/gmail.everything', 'https://www.googleapis.com/auth/gmail.send'],
    ['microsoft', 'User.ReadAll', 'User.Read.All'],
    ['microsoft', 'Calendar.Read', 'Calendars.Read'],
    ['microsoft', 'https://graph.microsoft.com/Mail.Raed', 'Mail.Read'],
    ['microsoft', 'Read.User', 'User.Read'],
    ['slack', 'channel:history', 'channels:history'],
    ['slack', 'history:channels', 'channels:history'],
    ['slack', 'chat.write', 'chat:write'],
    ['slack', 'im_write', 'im:write'],
    ['github', 'org:read', 'read:org'],
    ['github', 'repos', 'repo'],
    ['shopify', 'write_product', 'write_products'],
    ['okta', 'okta.user.read', 'okta.users.read'],
    ['auth0', 'read:user', 'read:users'],
    ['atlassian', 'read:jira-works', 'read:jira-work'],
  ];
  for (const [provider, written, nearest] of cases)
    test(`${provider}: ${written} was probably meant to be ${nearest}`, () => {
      const judgement = judge(provider, written) ?? assert.fail('nothing is said');
      assert.deepEqual([judgement.known, judgement.name, judgement.breadth], [false, written, 'unknown']);
      assert.ok(judgement.nearest.includes(nearest), judgement.nearest.join(', ') || 'none');
    });

  test('may be like none', () => {
    assert.deepEqual(judge('microsoft', 'https://graph.microsoft.com/Warehouse.Pick')?.nearest, []);
    assert.deepEqual(judge('slack', 'x'.repeat(400))?.nearest, []);
  });

  test('is not judged where it is of another API', () => {
    for (const name of [
      'api://orders/Orders.Read',
      'https://outlook.office.com/IMAP.AccessAsUser.All',
      'user_impersonation',
      'Orders.ReadWrite.All',
      'MeetingStage.Write.Chat',
    ])
      assert.equal(judge('microsoft', name), null, name);
    for (const name of ['read:orders', 'create:things']) assert.equal(judge('auth0', name), null, name);
    assert.equal(judge('okta', 'orders:read'), null);
    assert.equal(judge('google', 'https://orders.example/auth/read'), null);
  });
});

describe('any text', () => {
  const provider = fc.constantFrom(...providers.map(({ id }) => id));

  test('is judged without a fault', () => {
    fc.assert(
      fc.property(provider, fc.oneof(fc.string(), fc.webUrl(), fc.string({ unit: 'binary' })), (id, name) => {
        const judgement = judge(id, name);
        assert.ok(judgement === null || judgement.nearest.length <= 3);
      }),
    );
  });

  test('that is a known scope with one slip leads to that scope', () => {
    fc.assert(
      fc.property(
        provider,
        fc.nat(),
        fc.nat(),
        fc.constantFrom('left out', 'doubled', 'swapped'),
        (id, which, at, slip) => {
          const names = [...(catalogs.get(id)?.scopes.keys() ?? [])];
          const meant = names[which % names.length] ?? '';
          // Slips in what all names have in common are slips as well, but of a person who types it, not of one who chooses it.
          const from = Math.max(0, meant.lastIndexOf('/') + 1);
          const place = from + (at % Math.max(1, meant.length - from));
          const [before, letter = '', next = '', rest] = [
            meant.slice(0, place),
            meant[place],
            meant[place + 1],
            meant.slice(place + 2),
          ];
          const written = {
            'left out': before + next + rest,
            doubled: before + letter + letter + next + rest,
            swapped: before + next + letter + rest,
          }[slip];
          const judgement = judge(id, written);
          if (judgement === null || judgement.known) return;
          // As near as any, unless more than three are.
          assert.ok(
            judgement.nearest.includes(meant) || judgement.nearest.length === 3,
            `${written}: ${judgement.nearest}`,
          );
        },
      ),
      { numRuns: 1000 },
    );
  });
});
