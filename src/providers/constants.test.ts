import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { scopeOfConstant } from './constants.ts';
import { type ConstantLanguage, constantOfGoogleScope, scopesOfLibraries } from './google-constants.ts';

const LANGUAGES: readonly ConstantLanguage[] = ['go', 'java', 'kotlin', 'csharp', 'php', 'ruby'];

describe("constants of Google's client libraries", () => {
  const cases: readonly (readonly [ConstantLanguage, library: string, name: string, scope: string])[] = [
    ['go', 'google.golang.org/api/drive/v3', 'DriveReadonlyScope', 'https://www.googleapis.com/auth/drive.readonly'],
    ['go', 'google.golang.org/api/gmail/v1', 'MailGoogleComScope', 'https://mail.google.com/'],
    ['go', 'google.golang.org/api/oauth2/v2', 'OpenIDScope', 'openid'],
    ['go', 'google.golang.org/api/oauth2/v2', 'UserinfoEmailScope', 'https://www.googleapis.com/auth/userinfo.email'],
    [
      'go',
      'google.golang.org/api/compute/v1',
      'DevstorageFullControlScope',
      'https://www.googleapis.com/auth/devstorage.full_control',
    ],
    [
      'go',
      'google.golang.org/api/storage/v1',
      'CloudPlatformReadOnlyScope',
      'https://www.googleapis.com/auth/cloud-platform.read-only',
    ],
    ['go', 'google.golang.org/api/script/v1', 'WwwGoogleComM8FeedsScope', 'https://www.google.com/m8/feeds'],
    [
      'go',
      'google.golang.org/api/admin/directory/v1',
      'AdminDirectoryUserAliasReadonlyScope',
      'https://www.googleapis.com/auth/admin.directory.user.alias.readonly',
    ],
    ['go', 'google.golang.org/api/plus/v1', 'PlusMeScope', 'https://www.googleapis.com/auth/plus.me'],
    [
      'java',
      'com.google.api.services.sheets.v4.SheetsScopes',
      'SPREADSHEETS_READONLY',
      'https://www.googleapis.com/auth/spreadsheets.readonly',
    ],
    ['java', 'com.google.api.services.gmail.GmailScopes', 'MAIL_GOOGLE_COM', 'https://mail.google.com/'],
    ['java', 'com.google.api.services.oauth2.Oauth2Scopes', 'OPENID', 'openid'],
    ['java', 'DriveScopes', 'DRIVE_METADATA_READONLY', 'https://www.googleapis.com/auth/drive.metadata.readonly'],
    [
      'kotlin',
      'com.google.api.services.youtube.YouTubeScopes',
      'YOUTUBEPARTNER_CHANNEL_AUDIT',
      'https://www.googleapis.com/auth/youtubepartner-channel-audit',
    ],
    [
      'csharp',
      'Google.Apis.Drive.v3.DriveService.Scope',
      'DriveReadonly',
      'https://www.googleapis.com/auth/drive.readonly',
    ],
    ['csharp', 'Google.Apis.Script.v1.ScriptService.ScopeConstants', 'MailGoogleCom', 'https://mail.google.com/'],
    ['csharp', 'YouTubeService.Scope', 'YoutubeForceSsl', 'https://www.googleapis.com/auth/youtube.force-ssl'],
    ['csharp', 'ScriptService', 'Scope.WwwGoogleComCalendarFeeds', 'https://www.google.com/calendar/feeds'],
    [
      'csharp',
      'Google.Apis.Storage.v1.StorageService.Scope',
      'CloudPlatformReadOnly',
      'https://www.googleapis.com/auth/cloud-platform.read-only',
    ],
    ['php', 'Google\\Service\\Drive', 'DRIVE_APPDATA', 'https://www.googleapis.com/auth/drive.appdata'],
    ['php', '\\Google\\Service\\Gmail', 'MAIL_GOOGLE_COM', 'https://mail.google.com/'],
    ['php', 'Google_Service_Calendar', 'CALENDAR_EVENTS', 'https://www.googleapis.com/auth/calendar.events'],
    ['ruby', 'Google::Apis::DriveV3', 'AUTH_DRIVE_METADATA', 'https://www.googleapis.com/auth/drive.metadata'],
    ['ruby', '::Google::Apis::GmailV1', 'AUTH_SCOPE', 'https://mail.google.com/'],
    ['ruby', 'Google::Apis::ScriptV1', 'M8_FEEDS', 'https://www.google.com/m8/feeds'],
    ['ruby', 'Google::Apis::Oauth2V2', 'PENID', 'openid'],
    [
      'ruby',
      'Google::Apis::YoutubeV3',
      'AUTH_YOUTUBE_CHANNEL_MEMBERSHIPS_CREATOR',
      'https://www.googleapis.com/auth/youtube.channel-memberships.creator',
    ],
  ];
  for (const [language, library, name, scope] of cases)
    test(`${language}: ${name} of ${library}`, () => {
      assert.deepEqual(scopeOfConstant(language, library, name), { provider: 'google', scope });
    });

  for (const language of LANGUAGES)
    test(`${language}: no name is that of two scopes`, () => {
      const names = scopesOfLibraries().map((scope) => constantOfGoogleScope(language, scope));
      assert.equal(new Set(names).size, names.length);
    });

  const strangers: readonly (readonly [ConstantLanguage, library: string, name: string])[] = [
    ['go', 'example.com/drive/v3', 'DriveReadonlyScope'],
    ['go', 'google.golang.org/api/drive/v3', 'DriveOfNobodyScope'],
    ['go', 'google.golang.org/api/drive/v3', 'NewService'],
    ['java', 'com.google.api.services.drive.Drive', 'DRIVE'],
    ['java', 'com.example.OrderScopes', 'DRIVE'],
    ['java', 'OrderScopes', 'READ'],
    ['csharp', 'DriveService', 'Drive'],
    ['csharp', 'Orders.Scope', 'Drive'],
    ['php', 'App\\Service\\Drive', 'DRIVE'],
    ['ruby', 'Example::DriveV3', 'AUTH_DRIVE'],
    ['ruby', 'Google::Apis::DriveV3', 'VERSION'],
  ];
  for (const [language, library, name] of strangers)
    test(`${language}: ${name} of ${library} is none`, () => {
      assert.equal(scopeOfConstant(language, library, name), null);
    });

  test('are never found in what is none, whatever is asked', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LANGUAGES), fc.string(), fc.string(), (language, library, name) => {
        const found = scopeOfConstant(language, library, name);
        assert.ok(found === null || found.scope.length > 0);
      }),
    );
  });
});
