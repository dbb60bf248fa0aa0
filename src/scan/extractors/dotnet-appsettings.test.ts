import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extract, holdsForAnyText, requestsOf } from '../testing/extract.ts';
import { dotnetAppsettings } from './dotnet-appsettings.ts';

test('names the section where no client id stands beside', () => {
  const text = '{"DownstreamApi": {"BaseUrl": "https://graph.microsoft.com", "Scopes": "User.Read Mail.Read"}}';
  assert.deepEqual(requestsOf(dotnetAppsettings, 'appsettings.json', text), [
    'User.Read | DownstreamApi | microsoft | high',
    'Mail.Read | DownstreamApi | microsoft | high',
  ]);
});

test('tells an application that signs in from an API that checks', () => {
  const section = (more: string) => `{"AzureAd": {"ClientId": "x", ${more} "Scopes": "access_as_user"}}`;
  assert.deepEqual(requestsOf(dotnetAppsettings, 'appsettings.json', section('')), []);
  assert.deepEqual(requestsOf(dotnetAppsettings, 'appsettings.json', section('"CallbackPath": "/signin-oidc",')), [
    'access_as_user | x | microsoft | high',
  ]);
});

test('says that a placeholder has yet to be filled in', () => {
  const text = '{"Api": {"BaseUrl": "x", "Scopes": ["api://<id>/Read"]}}';
  const { found, dynamic } = extract(dotnetAppsettings, 'appsettings.json', text);
  assert.deepEqual(
    [found.length, dynamic?.map(({ reason }) => reason)],
    [0, ['a placeholder that is filled in before use']],
  );
});

test('reads what a broken file has before its fault', () => {
  const text = '{"Oidc": {"ClientId": "x", "Scope": "openid"}, "Logging": ';
  assert.deepEqual(requestsOf(dotnetAppsettings, 'appsettings.json', text), ['openid | x | null | high']);
});

test('holds for any text', () => {
  holdsForAnyText(dotnetAppsettings, 'dotnet-appsettings', ['{"Oidc": {"Scope": "', '"Scopes": [']);
});
