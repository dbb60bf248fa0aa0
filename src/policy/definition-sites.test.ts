import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DefinitionSites, type Site } from './definition-sites.ts';
import type { Path } from './placed-node.ts';
import { readYaml } from './yaml-source.ts';

const BASE = readYaml(
  'base.yaml',
  `scopes:
  read: { risk: low, implies: [a, b] }
limits: { maxStaleSeconds: 5 }
`,
);
const OVER = readYaml('over.yaml', '# Laid over.\nscopes: { read: { risk: high } }\n');

const LISTS = readYaml('lists.yaml', 'scopes:\n  read: { implies: [c] }\n');
const NOTHING = readYaml('nothing.yaml', 'scopes:\n  read:\n');

const placeOf = (site: Site | null): string | null =>
  site === null ? null : `${site.file}:${site.line}:${site.column}`;

function sitesOf(...added: readonly (readonly [typeof BASE, Path])[]): DefinitionSites {
  const sites = new DefinitionSites();
  for (const [source, path] of added) sites.add(source, path);
  return sites;
}

describe('the sites of definitions', () => {
  test('are where the uppermost file says it that says it', () => {
    const sites = sitesOf([BASE, ['scopes', 'read']], [OVER, ['scopes', 'read']], [BASE, ['limits']]);
    const places: readonly (readonly [Path, 'key' | 'value', string | null])[] = [
      [['scopes', 'read', 'risk'], 'value', 'over.yaml:2:25'],
      [['scopes', 'read', 'risk'], 'key', 'over.yaml:2:19'],
      [['scopes', 'read', 'implies', 'b'], 'value', 'base.yaml:2:35'],
      [['scopes', 'read', 'implies', 1], 'value', 'base.yaml:2:35'],
      [['scopes', 'read'], 'key', 'over.yaml:2:11'],
      // What no file says stands, as near as can be, where the definition was begun.
      [['scopes', 'read', 'why'], 'value', 'base.yaml:2:3'],
      [['scopes', 'read', 'implies', 'c'], 'value', 'base.yaml:2:22'],
      [['scopes', 'read', 'risk', 'length'], 'value', 'base.yaml:2:17'],
      [['scopes', 'read', 'toString'], 'value', 'base.yaml:2:3'],
      // Of a section that is one definition.
      [['limits'], 'value', 'base.yaml:3:1'],
      [['limits', 'maxStaleSeconds'], 'value', 'base.yaml:3:28'],
      [['scopes', 'write'], 'value', null],
      [['clients'], 'value', null],
    ];
    for (const [path, part, place] of places) assert.equal(placeOf(sites.at(path, part)), place, path.join());
    assert.equal(placeOf(sites.at(['scopes', 'read', 'risk'])), 'over.yaml:2:25', 'the value where nothing is said');
  });

  test('are those of the items of a list in the file that has them', () => {
    const sites = sitesOf([BASE, ['scopes', 'read']], [LISTS, ['scopes', 'read']], [NOTHING, ['scopes', 'read']]);
    const places: readonly (readonly [string | number, string])[] = [
      ['c', 'lists.yaml:2:21'],
      [0, 'lists.yaml:2:21'],
      ['b', 'base.yaml:2:35'],
      [1, 'base.yaml:2:35'],
      ['d', 'base.yaml:2:22'],
      [2, 'base.yaml:2:22'],
    ];
    for (const [item, place] of places) assert.equal(placeOf(sites.at(['scopes', 'read', 'implies', item])), place);
    assert.equal(placeOf(sites.at(['scopes', 'read'], 'key')), 'nothing.yaml:2:3');
  });

  test('of what no file holds are the first line of the first file', () => {
    const sites = sitesOf([BASE, ['scopes', 'read']], [OVER, ['scopes', 'read']]);
    assert.equal(placeOf(sites.nearest(['clients', 'x'])), 'base.yaml:1:1');
    assert.equal(placeOf(sites.nearest(['scopes', 'read', 'risk'], 'key')), 'over.yaml:2:19');
    assert.equal(placeOf(sites.nearest(['scopes', 'read', 'risk'])), 'over.yaml:2:25');
    assert.equal(placeOf(new DefinitionSites().nearest(['clients', 'x'])), '.:1:1');
  });

  test('say whether the uppermost file says something', () => {
    const sites = sitesOf([BASE, ['scopes', 'read']], [OVER, ['scopes', 'read']], [BASE, ['limits']]);
    const said: readonly (readonly [Path, boolean])[] = [
      [['scopes', 'read', 'risk'], true],
      [['scopes', 'read', 'implies'], false],
      [['limits', 'maxStaleSeconds'], true],
      [['limits', 'toString'], false],
      [['clients', 'read'], false],
    ];
    for (const [path, expected] of said) assert.equal(sites.says(path), expected, path.join());
  });

  test('know a definition until it is taken away', () => {
    const sites = sitesOf([BASE, ['scopes', 'read']]);
    assert.ok(sites.has(['scopes', 'read']));
    assert.ok(!sites.has(['scopes', 'write']) && !sites.has(['scopes']) && !sites.has(['scopes', 'read', 'risk']));
    sites.remove(['scopes', 'read']);
    assert.ok(!sites.has(['scopes', 'read']));
    assert.equal(sites.at(['scopes', 'read']), null);
  });

  test('are as many as files say it, each once', () => {
    const twice = sitesOf([OVER, ['scopes', 'read']], [BASE, ['scopes', 'read']], [OVER, ['scopes', 'read']]);
    assert.equal(placeOf(twice.at(['scopes', 'read', 'risk'])), 'base.yaml:2:17', 'the one that was laid over last');
  });

  test('may hold what was added, valid or not, and anything once a file could not be read', () => {
    const sites = sitesOf([BASE, ['scopes', 'read']], [BASE, ['limits']]);
    assert.ok(sites.mayHold(['scopes', 'read']) && sites.mayHold(['scopes']) && sites.mayHold(['limits', 'x']));
    assert.ok(!sites.mayHold(['scopes', 'write']) && !sites.mayHold(['clients']) && !sites.mayHold(['clients', 'a']));
    assert.ok(!sites.mayHold(['clients', 'read']) && !sites.mayHold([]));
    sites.addUnread();
    assert.ok(sites.mayHold(['scopes', 'write']) && sites.mayHold(['clients']) && sites.mayHold(['clients', 'a']));
  });

  test('may hold anything once a whole file is not valid', () => {
    const sites = sitesOf([BASE, []]);
    assert.ok(sites.mayHold(['clients', 'a']) && sites.mayHold(['clients']));
  });
});
