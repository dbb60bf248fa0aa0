import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractText, placesIn, testCodeExtractor } from '../testing/code-tests.ts';
import type { Extraction } from '../types.ts';
import { rubyExtractor } from './ruby.ts';

testCodeExtractor('ruby', rubyExtractor);

const extract = (text: string, others: Record<string, string> = {}): Extraction =>
  extractText(rubyExtractor, 'lib/tokens.rb', text, others);

test('says a scope where it stands, whatever manner of text or list it is in', () => {
  const text = `
BASE = %w[accounts:read accounts:write].freeze
EXTRA = <<~SCOPES
  cards:read
  cards:#{"block"}
SCOPES
client.auth_code.authorize_url(scope: [*BASE, :"pay:out", 'x\\:y'].join(" "))
client.auth_code.authorize_url(:scope => EXTRA.split.join(","))
`;
  assert.deepEqual(placesIn(text, extract(text)), [
    'accounts:read @ accounts:read',
    'accounts:write @ accounts:write',
    'pay:out @ pay:out',
    'cards:read @ cards:read',
    'cards:block @ block',
  ]);
});

test('follows methods, instance variables and constants of modules in other files', () => {
  const text = `
module Bank
  class Login
    def initialize
      @extra = [Bank::Scopes::PAY]
    end

    def scopes = @extra + base

    def base
      ["openid"]
    end

    def url
      @client.auth_code.authorize_url(scope: scopes.join(" "))
    end
  end
end
`;
  const found = extract(text, {
    'lib/bank/scopes.rb': 'module Bank\n  module Scopes\n    PAY = "pay:out"\n  end\nend\n',
  });
  assert.deepEqual(placesIn(text, found), ['pay:out @ Bank::Scopes::PAY', 'openid @ openid']);
});

test('reports what omniauth-google-oauth2 asks Google for, and what others ask as it is written', () => {
  const { found } = extract(`
use OmniAuth::Builder do
  provider :google_oauth2, "web-google", ENV["SECRET"], { scope: "email, calendar.readonly,https://mail.google.com/" }
  provider :github, "web-github", ENV["SECRET"], scope: "repo"
end`);
  assert.deepEqual(
    found.map(({ scope, client, provider }) => [scope, client, provider]),
    [
      ['email', 'web-google', 'google'],
      ['https://www.googleapis.com/auth/calendar.readonly', 'web-google', 'google'],
      ['https://mail.google.com/', 'web-google', 'google'],
      ['repo', 'web-github', 'github'],
    ],
  );
});

test('says what depends on the environment as dynamic, with a default that may apply', () => {
  const { found, dynamic = [] } = extract(`
Google::Auth::ServiceAccountCredentials.make_creds(json_key_io: io, scope: ENV["A"])
Google::Auth::ServiceAccountCredentials.make_creds(json_key_io: io, scope: ENV.fetch("B", "https://www.googleapis.com/auth/drive"))`);
  assert.deepEqual(
    found.map(({ scope, confidence }) => [scope, confidence]),
    [['https://www.googleapis.com/auth/drive', 'medium']],
  );
  assert.deepEqual(
    dynamic.map(({ reason }) => reason),
    ['the environment variable A', 'the environment variable B'],
  );
});

test('passes over scopes of another sort', () => {
  const { found } = extract(`
scope :active, -> { where(scope: "read:all") }
scope "(:locale)" do get "x" end
validates :name, uniqueness: { scope: :tenant }
t(:title, scope: "openid")
doorkeeper_authorize! :"read:all"
friendly_id :slug, use: :scoped, scope: :email`);
  assert.deepEqual(found, []);
});

test('reads what is whole of a broken file, and takes long and deep ones in bounded time', () => {
  const broken = extract('client.authorize_url(scope: "a:read")\ndef x(\n  class 1 2 3 {{{');
  assert.deepEqual(
    broken.found.map(({ scope }) => scope),
    ['a:read'],
  );
  const long = `client.authorize_url(scope: ${Array.from({ length: 4_000 }, (_, index) => `"s${index} "`).join(' + ')})`;
  assert.ok(extract(long).found.length > 1_000);
  extract(`scope = ${'['.repeat(3_000)}1${']'.repeat(3_000)}`);
  extract(`scope = ${'<<~A + '.repeat(50)}1`);
  // More parts than anybody writes.
  extract(`client.authorize_url(scope: "${'\\u0041 '.repeat(20_000)}")`);
});
