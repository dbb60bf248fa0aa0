import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractText, placesIn, testCodeExtractor } from '../testing/code-tests.ts';
import type { Extraction } from '../types.ts';
import { phpExtractor } from './php.ts';

testCodeExtractor('php', phpExtractor);

const extract = (text: string, others: Record<string, string> = {}): Extraction =>
  extractText(phpExtractor, 'src/Tokens.php', text, others);

test('says a scope where it stands, whatever manner of text or array it is in', () => {
  const text = `<?php
class Tokens {
    const BASE = ['mail:read', 'mail:send'];
    function url($provider) {
        $scopes = self::BASE;
        $scopes[] = "mail:{$this->kind}";
        $scopes[] = 'it\\'s:x' . "\\x6de:read";
        $provider->getAuthorizationUrl(['scope' => implode(' ', array_merge($scopes, array(<<<X
files:read
X)))]);
    }
    private $kind = 'delete';
}`;
  assert.deepEqual(placesIn(text, extract(text)), [
    'mail:read @ mail:read',
    'mail:send @ mail:send',
    'mail:delete @ delete',
    'files:read @ files:read',
  ]);
});

test('takes constants and enumerations of other files by their use, at the place that uses them', () => {
  const text = `<?php
namespace App\\Http;
use App\\Auth\\Scopes as S;
$provider->getAuthorizationUrl(['scope' => [S::READ, \\App\\Auth\\Kind::Write->value, Local::THREE]]);`;
  const found = extract(text, {
    'app/Auth/Scopes.php': "<?php namespace App\\Auth; class Scopes { const READ = 'crm:read'; }",
    'app/Auth/Kind.php': "<?php namespace App\\Auth; enum Kind: string { case Write = 'crm:write'; }",
    'app/Http/Local.php': "<?php namespace App\\Http; class Local { const THREE = 'crm:three'; }",
    'vendor/Other/Scopes.php': "<?php namespace Other; class Scopes { const READ = 'other:read'; }",
  });
  assert.deepEqual(placesIn(text, found), [
    'crm:read @ S::READ',
    'crm:write @ \\App\\Auth\\Kind::Write->value',
    'crm:three @ Local::THREE',
  ]);
});

test("knows Google's constants in the old and the new manner", () => {
  const { found } = extract(`<?php
use Google\\Service\\{Drive, Sheets as Table};
$client = new Google\\Client();
$client->setScopes([Drive::DRIVE_FILE, Table::SPREADSHEETS, Google_Service_Gmail::MAIL_GOOGLE_COM, Drive::NOT_ONE]);`);
  assert.deepEqual(
    found.map(({ scope, provider }) => [scope, provider]),
    [
      ['https://www.googleapis.com/auth/drive.file', 'google'],
      ['https://www.googleapis.com/auth/spreadsheets', 'google'],
      ['https://mail.google.com/', 'google'],
    ],
  );
});

test('says what depends on environment, configuration or the request as dynamic', () => {
  const { found, dynamic = [] } = extract(`<?php
$client->setScopes(env('A'));
$client->setScopes(config('services.google.scopes'));
$client->setScopes($_GET['scope']);
$client->setScopes($_ENV['B']);`);
  assert.deepEqual(found, []);
  assert.deepEqual(
    dynamic.map(({ reason }) => reason),
    [
      'the environment variable A',
      'the environment variable services.google.scopes',
      'what the request says of scope',
      'the environment variable B',
    ],
  );
});

test('finds links of templates that ask, and no other part of HTML', () => {
  const text = `<th scope="row">Scope</th>
<a href="https://id.example/authorize?client_id=shop&amp;scope=orders:read%20openid&amp;state=1">Sign in</a>
<?php $scope = 'row'; ?>`;
  const extraction = extract(text);
  assert.deepEqual(
    extraction.found.map(({ scope, client }) => [scope, client]),
    [
      ['orders:read', 'shop'],
      ['openid', 'shop'],
    ],
  );
});

test('passes over scopes of another sort, and translations', () => {
  const text = `<?php
class Member extends Model { public function scopeActive($query, $scope = 'read:all') { return $query->where('scope', $scope); } }
static::addGlobalScope('read:all', fn ($q) => $q);
Route::middleware('scopes:read:all,openid');
if (in_array('https://www.googleapis.com/auth/drive', $scopes)) {}
$user->tokenCan('read:all');`;
  assert.deepEqual(extract(text).found, []);
  const labels = "<?php return ['client_id' => 'Client', 'client_secret' => 'Secret', 'scope' => 'Scope'];";
  assert.deepEqual(extractText(phpExtractor, 'resources/lang/en/oauth.php', labels).found, []);
});

test('reads what is whole of a broken file, and takes long and deep ones in bounded time', () => {
  const broken = extract("<?php $client->setScopes(['a:read']); class { function ( $$ [[");
  assert.deepEqual(
    broken.found.map(({ scope }) => scope),
    ['a:read'],
  );
  const long = `<?php $client->setScopes(${Array.from({ length: 5_000 }, (_, index) => `'s${index} '`).join(' . ')});`;
  assert.ok(extract(long).found.length > 1_000);
  extract(`<?php $scope = ${'['.repeat(3_000)}1${']'.repeat(3_000)};`);
  // More parts than a call may have arguments.
  extract(`<?php $client->setScopes("${'\\x41 '.repeat(130_000)}");`);
});

test('says where a scope stands in a template of Blade, whose marks are not those of PHP', () => {
  const text = `<p>{{ $title }}</p>
@php
    $url = 'https://login.example/authorize?client_id=web&scope=' . urlencode('openid trees:read');
@endphp
<a href="{{ $url }}">Sign in</a>`;
  const extraction = extractText(phpExtractor, 'resources/views/login.blade.php', text);
  assert.deepEqual(placesIn(text, extraction), ['openid @ openid', 'trees:read @ trees:read']);
  assert.deepEqual(extract(text.replaceAll('@', '%')).found, []);
});
