import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindOf, nameOfClient, redirects } from './client-reading.ts';

test('a client is called by its client id, unless the policy calls it otherwise', () => {
  assert.equal(nameOfClient({ clientId: 'web' }), 'web');
  assert.equal(nameOfClient({ clientId: 'web', name: 'web-staff' }), 'web-staff');
});

test('a client is of the kind that it says, else a machine by its own credentials alone, else one with a secret', () => {
  assert.equal(kindOf({ grantTypes: ['client_credentials'] }), 'machine');
  assert.equal(kindOf({ grantTypes: ['client_credentials', 'authorization_code'] }), 'confidential');
  assert.equal(kindOf({ grantTypes: ['authorization_code'] }), 'confidential');
  assert.equal(kindOf({ kind: 'agent', grantTypes: ['client_credentials'] }), 'agent');
  assert.equal(kindOf({ kind: 'public', grantTypes: ['authorization_code'] }), 'public');
});

test('people are sent to a redirect URI by authorization_code and implicit alone', () => {
  assert.equal(redirects(['authorization_code', 'refresh_token']), true);
  assert.equal(redirects(['implicit']), true);
  assert.equal(redirects(['client_credentials', 'refresh_token']), false);
  assert.equal(redirects([]), false);
});
