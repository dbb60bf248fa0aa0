import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameOfPermission } from '../microsoft/permission-names.ts';
import { extractFrom, testExtractors } from '../testing/extractor-tests.ts';
import { entraManifest } from './entra-manifest.ts';

testExtractors('entra-manifest', [entraManifest], (text, { scope, offset }) => {
  const written = text.slice(offset, offset + 36);
  return nameOfPermission(written) === scope || text.includes(`"id": "${written}", "value": "${scope}"`);
});

test('says of an id that nobody publishes which API knows its name', () => {
  const text = JSON.stringify({
    requiredResourceAccess: [
      {
        resourceAppId: '99999999-9999-9999-9999-999999999999',
        resourceAccess: [{ id: '88888888-8888-8888-8888-888888888888', type: 'Role' }],
      },
    ],
  });
  const { found, dynamic } = extractFrom(entraManifest, 'manifest.json', text);
  assert.deepEqual(found, []);
  assert.deepEqual(
    dynamic?.map(({ reason }) => reason),
    [
      'the name of the permission 88888888-8888-8888-8888-888888888888, which only the API 99999999-9999-9999-9999-999999999999 knows',
    ],
  );
});

test('knows permissions by their ids, whatever the case of their letters', () => {
  assert.equal(nameOfPermission('E1FE6DD8-ba31-4d61-89e7-88639da4683d'), 'User.Read');
  assert.equal(nameOfPermission('37f7f235-527c-4136-accd-4ee1d02b6e3e'), 'openid');
  assert.equal(nameOfPermission('41094075-9dad-400e-a0bd-54e686782033'), 'user_impersonation');
  assert.equal(nameOfPermission('00000000-0000-0000-0000-000000000000'), null);
  assert.equal(nameOfPermission(''), null);
});
