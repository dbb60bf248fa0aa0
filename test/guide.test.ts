import assert from 'node:assert/strict';
import { test } from 'node:test';
import { temporaryStore } from '../src/store/testing/temporary-store.ts';
import { runGuide } from './system/guide.ts';

test('the guide puts the guards in front of an authorization server and an API that are not the example’s', {
  timeout: 240_000,
}, async () => {
  const commands = await runGuide('docs/guide-own-server.md', { ports: ['9000', '9001', '9010', '9011'] });
  assert.ok(commands > 8, 'the guide has commands');
});

test('the guide to exports writes the ledger for others, and finds what somebody changed in it', {
  timeout: 240_000,
}, async () => {
  const place = await temporaryStore();
  try {
    const commands = await runGuide('docs/export.md', { ports: ['9000'], env: { DATABASE_URL: place.url } });
    assert.ok(commands > 5, 'the guide has commands');
  } finally {
    await place.close();
  }
});

test('the guide to witnesses has a log cosigned by one that another team runs, and verified by it', {
  timeout: 240_000,
}, async () => {
  const place = await temporaryStore();
  try {
    const commands = await runGuide('docs/witness.md', { ports: ['4500', '9000'], env: { DATABASE_URL: place.url } });
    assert.ok(commands > 5, 'the guide has commands');
  } finally {
    await place.close();
  }
});

test('the page about backups backs up, drills, loses what it says that it loses, and goes on', {
  timeout: 240_000,
}, async () => {
  const place = await temporaryStore();
  try {
    const commands = await runGuide('docs/backup.md', { ports: ['9000'], env: { DATABASE_URL: place.url } });
    assert.ok(commands > 7, 'the page has commands');
  } finally {
    await place.close();
  }
});

test('the page about the switch goes there and back and there again with oidc-provider', {
  timeout: 240_000,
}, async () => {
  const place = await temporaryStore();
  try {
    const ports = ['9000', '9001', '9010', '9011', '9020'];
    const commands = await runGuide('docs/cutover.md', { ports, env: { DATABASE_URL: place.url } });
    assert.ok(commands > 12, 'the page has commands');
  } finally {
    await place.close();
  }
});
