import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GOOGLE_SCOPES, googleScopeOfCamelName, googleScopeOfUpperName } from './google-scopes.ts';

const AUTH = 'https://www.googleapis.com/auth/';

test('names scopes as the clients for Java and PHP do', () => {
  for (const [name, scope] of [
    ['DRIVE_METADATA_READONLY', `${AUTH}drive.metadata.readonly`],
    ['DEVSTORAGE_FULL_CONTROL', `${AUTH}devstorage.full_control`],
    ['CLOUD_PLATFORM_READ_ONLY', `${AUTH}cloud-platform.read-only`],
    ['MAIL_GOOGLE_COM', 'https://mail.google.com/'],
    ['OPENID', 'openid'],
    ['NOTHING_OF_GOOGLE', null],
  ] as const)
    assert.equal(googleScopeOfUpperName(name), scope);
});

test('names scopes as the clients for Go and .NET do', () => {
  for (const [name, scope] of [
    ['DriveMetadataReadonly', `${AUTH}drive.metadata.readonly`],
    ['DevstorageFullControl', `${AUTH}devstorage.full_control`],
    ['YoutubeForceSsl', `${AUTH}youtube.force-ssl`],
    ['MailGoogleCom', 'https://mail.google.com/'],
    ['OpenID', 'openid'],
    ['NothingOfGoogle', null],
  ] as const)
    assert.equal(googleScopeOfCamelName(name), scope);
});

test('gives no two scopes one name', () => {
  assert.equal(new Set(GOOGLE_SCOPES).size, GOOGLE_SCOPES.length);
  const names = GOOGLE_SCOPES.map((scope) =>
    scope
      .replace(AUTH, '')
      .replaceAll(/[^A-Za-z0-9]+/g, '_')
      .toUpperCase(),
  );
  assert.equal(new Set(names).size, names.length);
});
