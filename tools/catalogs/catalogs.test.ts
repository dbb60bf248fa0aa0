import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { catalog as box } from '../../src/providers/data/box.ts';
import { catalog as figma } from '../../src/providers/data/figma.ts';
import { catalog as github } from '../../src/providers/data/github.ts';
import { catalog as graph } from '../../src/providers/data/microsoft-graph.ts';
import { catalog as slack } from '../../src/providers/data/slack.ts';
import { catalog as spotify } from '../../src/providers/data/spotify.ts';
import { readAppPermissions } from './github-app-permissions.ts';
import { graphScopes, readGraph } from './graph-permissions.ts';
import { openApiRules, openApiScopes } from './open-api-scopes.ts';
import { slackScopes } from './slack-scopes.ts';
import { linesOf } from './write-catalog.ts';

const DATA = resolve(import.meta.dirname, '../../../shared/data');
const skip = existsSync(DATA) ? false : 'shared/data is not beside this checkout';

function text(path: string): string {
  return readFileSync(join(DATA, path), 'utf8');
}

function namesIn(lines: string): ReadonlySet<string> {
  return new Set(lines.split('\n').map((line) => line.slice(0, line.indexOf('\t'))));
}

describe('the catalogs are what their sources come to', { skip }, () => {
  test('Microsoft Graph', () => {
    const folder = 'catalogs/microsoft-graph';
    const permissions = JSON.parse(text(`${folder}/permissions.json`));
    const descriptions = JSON.parse(text(`${folder}/descriptions.json`));
    assert.equal(linesOf({ prefix: '', scopes: graphScopes(readGraph(permissions, descriptions)) }), graph.lines);
  });

  test('GitHub Apps: every permission that empowers an endpoint, at each level', () => {
    const names = namesIn(github.lines);
    const permissions = readAppPermissions(JSON.parse(text('catalogs/github/app-permissions.json')));
    assert.ok(permissions.size >= 20);
    for (const [name, levels] of permissions)
      for (const level of levels) assert.ok(names.has(`${name}:${level}`), `${name}:${level}`);
  });

  test('Slack: every scope that a method takes', () => {
    const names = namesIn(slack.lines);
    const { securityDefinitions } = JSON.parse(text('openapi/slack-web-swagger2.json'));
    const described = Object.keys(securityDefinitions.slackAuth.scopes);
    assert.ok(described.length > 60);
    assert.deepEqual(
      described.filter((name) => !names.has(name)),
      [],
    );
  });

  const openApis = [
    ['openapi/spotify.yml', openApiRules.spotify, spotify],
    ['openapi/figma.yaml', openApiRules.figma, figma],
    ['openapi/box.json', openApiRules.box, box],
  ] as const;
  for (const [path, rules, catalog] of openApis)
    test(path, () => {
      assert.equal(linesOf({ prefix: '', scopes: openApiScopes(text(path), rules) }), catalog.lines);
    });
});

test('Slack’s catalog is what slack-scopes.ts says', () => {
  assert.equal(linesOf({ prefix: '', scopes: slackScopes() }), slack.lines);
});
