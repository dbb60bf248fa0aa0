import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import { apis } from './data/google-apis.ts';
import {
  allGoogleScopes,
  type ConstantLanguage,
  constantOfGoogleScope,
  googleScopeNamed,
  googleScopeOfConstant,
  scopesOfLibraries,
} from './google-constants.ts';

/** Constants as the generated libraries have them: written by tools/catalogs/google-constants.ts, those of Ruby and C# by hand. */
const FIXTURES = resolve(import.meta.dirname, '../../test/fixtures/providers');
const LIBRARIES: Readonly<Record<string, string>> = {
  go: 'google.golang.org/api/example/v1',
  java: 'com.google.api.services.example.ExampleScopes',
  csharp: 'Google.Apis.Example.v1.ExampleService.Scope',
  php: 'Google\\Service\\Example',
  ruby: 'Google::Apis::ExampleV1',
};

const constants = ['google-constants.tsv', 'google-constants-by-hand.tsv']
  .flatMap((file) => readFileSync(resolve(FIXTURES, file), 'utf8').trimEnd().split('\n'))
  .map((line) => line.split('\t') as [language: ConstantLanguage, name: string, scope: string]);

describe('the rules by which constants are named, against the libraries themselves', () => {
  const counts = { go: 500, php: 500, java: 200, ruby: 90, csharp: 20 };
  for (const [language, least] of Object.entries(counts)) {
    const own = constants.filter(([one]) => one === language);
    test(`${language}: all of ${own.length} constants agree`, () => {
      assert.ok(own.length >= least);
      assert.deepEqual(
        own.filter(([one, name, scope]) => constantOfGoogleScope(one, scope) !== name),
        [],
      );
    });

    test(`${language}: each leads to its scope`, () => {
      assert.deepEqual(
        own.filter(([one, name, scope]) => googleScopeOfConstant(one, LIBRARIES[language] ?? '', name) !== scope),
        [],
      );
    });
  }
});

test('a constant is known by its name alone, and so is one of an older version', () => {
  const auth = 'https://www.googleapis.com/auth/';
  for (const [language, name, scope] of [
    ['java', 'DRIVE_METADATA_READONLY', `${auth}drive.metadata.readonly`],
    ['kotlin', 'MAIL_GOOGLE_COM', 'https://mail.google.com/'],
    ['php', 'PHOTOSLIBRARY_READONLY', `${auth}photoslibrary.readonly`],
    ['go', 'BigtableDataReadonlyScope', `${auth}bigtable.data.readonly`],
    ['go', 'OpenIDScope', 'openid'],
    ['go', 'DriveReadonly', null],
    ['csharp', 'DriveReadonly', `${auth}drive.readonly`],
    ['ruby', 'AUTH_CLOUDPRINT', `${auth}cloudprint`],
    ['ruby', 'CLOUDPRINT', null],
    ['java', 'A'.repeat(301), null],
  ] as const)
    assert.equal(googleScopeNamed(language, name), scope, name);
});

describe('all scopes of an API', () => {
  test('are those of its newest version', () => {
    assert.deepEqual(allGoogleScopes('com.google.api.services.tasks.TasksScopes'), [
      'https://www.googleapis.com/auth/tasks',
      'https://www.googleapis.com/auth/tasks.readonly',
    ]);
    assert.ok(allGoogleScopes('GmailScopes')?.includes('https://mail.google.com/'));
    assert.equal(allGoogleScopes('com.google.api.services.youtube.YouTubeScopes')?.length, 7);
    assert.equal(allGoogleScopes('AdSenseScopes')?.length, 2);
  });

  test('are none of a class that isn’t Google’s', () => {
    for (const library of ['com.example.TasksScopes', 'OrdersScopes', 'Tasks', 'Scopes', 'tasksScopes'])
      assert.equal(allGoogleScopes(library), null, library);
  });

  test('are scopes of the catalog', () => {
    const known = new Set(scopesOfLibraries());
    const names = apis.split('\n').map((line) => line.slice(0, line.indexOf('\t')));
    assert.ok(names.length > 200);
    for (const name of names)
      for (const scope of allGoogleScopes(`${name}Scopes`) ?? []) assert.ok(known.has(scope), scope);
  });
});
