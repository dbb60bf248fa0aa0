import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { type FoundClient, readerOf, readInventories, readSource } from './index.ts';

const DATA = resolve(import.meta.dirname, '../../../shared/data');
const REQUESTS = join(DATA, 'requests');
const FOLDERS = ['keycloak-realm', 'auth0', 'hydra-client', 'krakend'];
const skip = existsSync(REQUESTS) ? false : 'shared/data is not beside this checkout';

const files = skip
  ? []
  : FOLDERS.flatMap((folder) => readdirSync(join(REQUESTS, folder)).map((name) => `${folder}/${name}`));
const textOf = (file: string): string => readFileSync(join(REQUESTS, file), 'utf8');

interface Counted {
  readonly scopes: readonly string[];
  /** By client, what the file says of it. */
  readonly clients: Readonly<
    Record<
      string,
      { grantTypes: readonly string[] | null; standing: readonly string[] | null; defaults: readonly string[] | null }
    >
  >;
}

/** Real files, counted by another way than the readers have: as plain JSON, or line by line. */
describe('what a real file holds is found', { skip }, () => {
  for (const file of files)
    test(file, () => {
      const source = readSource(file, readFileSync(join(REQUESTS, file)));
      assert.ok(readerOf(source));
      const inventories = readInventories([source]);
      const clients = inventories.flatMap((one) => one.clients);
      const found: Counted = {
        scopes: inventories.flatMap(({ scopes }) => scopes.map(({ name }) => name)).sort(),
        clients: Object.fromEntries(clients.map((client) => [client.name, saidOf(client)])),
      };
      assert.deepEqual(found, counted(file));
      assert.equal(Object.keys(found.clients).length, clients.length, 'each client once');
    });

  test('the scopes of an API’s description, each once', () => {
    const read = (name: string) =>
      readInventories([readSource(name, readFileSync(join(DATA, 'openapi', name)))]).flatMap(({ scopes }) =>
        scopes.map((scope) => scope.name),
      );
    const json = (name: string): Plain => JSON.parse(readFileSync(join(DATA, 'openapi', name), 'utf8'));
    const slack = json('slack-web-swagger2.json')['securityDefinitions']['slackAuth']['scopes'];
    assert.deepEqual(read('slack-web-swagger2.json').sort(), Object.keys(slack).sort());
    const box =
      json('box.json')['components']['securitySchemes']['OAuth2Security']['flows']['authorizationCode']['scopes'];
    assert.deepEqual(read('box.json').sort(), Object.keys(box).sort());
    const spotify = readFileSync(join(DATA, 'openapi/spotify.yml'), 'utf8');
    const listed = /^ {10}scopes:\n((?: {12}.*\n)+)/m.exec(spotify)?.[1] ?? '';
    const names = [...listed.matchAll(/^ {12}([a-z-]+):/gm)].map(([, name]) => name);
    assert.ok(names.length > 10);
    assert.deepEqual(read('spotify.yml').sort(), names.sort());
  });

  test('the scopes of each client are those that people read out of it', () => {
    const labels = readFileSync(join(DATA, 'labels.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { file: string; client: string | null; scopes: string[]; provider: string });
    let compared = 0;
    for (const file of files) {
      const clients = readInventories([readSource(file, readFileSync(join(REQUESTS, file)))]).flatMap(
        (one) => one.clients,
      );
      // A social connection asks another company's server, not the tenant's.
      const ofFile = labels.filter((label) => label.file === `requests/${file}` && label.provider !== 'google');
      for (const { client, scopes } of ofFile) {
        const found = clients.find((one) => (client === null ? one.clientId === null : one.name === client));
        assert.deepEqual(found?.standing, [...scopes].sort(), `${file}: ${client}`);
        compared++;
      }
      assert.equal(clients.filter(({ standing }) => (standing ?? []).length > 0).length, ofFile.length, file);
    }
    assert.equal(compared, 14);
  });
});

function saidOf({ grantTypes, standing, defaultScopes }: FoundClient) {
  return { grantTypes, standing, defaults: defaultScopes };
}

function counted(file: string): Counted {
  const text = textOf(file);
  if (file.startsWith('auth0/')) return file.endsWith('.yaml') ? countedTenant(text) : countedAuth0(JSON.parse(text));
  return file.startsWith('hydra') ? countedHydra(JSON.parse(text), file) : countedRealm(JSON.parse(text));
}

// biome-ignore lint/suspicious/noExplicitAny: files of others, counted as they come
type Plain = Record<string, any>;

function countedRealm(realm: Plain): Counted {
  const names = (list: string[] | undefined): string[] =>
    (list ?? []).filter((name) => !['role_list', 'saml_organization'].includes(name));
  const clients: Record<string, Counted['clients'][string]> = {};
  for (const client of (realm['clients'] ?? []) as Plain[]) {
    if (client['protocol'] === 'saml') continue;
    const attributes = (client['attributes'] ?? {}) as Plain;
    const flows: [unknown, string][] = [
      [client['standardFlowEnabled'] ?? true, 'authorization_code'],
      [client['serviceAccountsEnabled'], 'client_credentials'],
      [client['implicitFlowEnabled'], 'implicit'],
      [client['directAccessGrantsEnabled'], 'password'],
      [
        attributes['oauth2.device.authorization.grant.enabled'] === 'true',
        'urn:ietf:params:oauth:grant-type:device_code',
      ],
    ];
    const on = client['bearerOnly']
      ? []
      : flows.filter(([enabled]) => enabled === true).map(([, grantType]) => grantType);
    const forPeople = on.some((grantType) => !['client_credentials', 'implicit'].includes(grantType));
    if (forPeople && attributes['use.refresh.tokens'] !== 'false') on.push('refresh_token');
    const said = client['defaultClientScopes'] !== undefined;
    clients[client['clientId']] = {
      grantTypes: on.sort(),
      standing: said ? names([...client['defaultClientScopes'], ...client['optionalClientScopes']]).sort() : null,
      defaults: said ? names(client['defaultClientScopes']).sort() : null,
    };
  }
  const scopes = ((realm['clientScopes'] ?? []) as Plain[]).filter(({ protocol }) => protocol !== 'saml');
  return { scopes: scopes.map(({ name }) => name as string).sort(), clients };
}

function countedHydra(client: Plain, file: string): Counted {
  if (client['error'] !== undefined) return { scopes: [], clients: {} };
  const name = client['client_id'] ?? file.replace(/^.*\//, '').replace('.json', '');
  const standing = (client['scope'] as string).split(' ').sort();
  // RFC 7591 §2: without grant_types it is authorization_code.
  return {
    scopes: [],
    clients: { [name]: { grantTypes: client['grant_types'] ?? ['authorization_code'], standing, defaults: null } },
  };
}

function countedAuth0(part: Plain): Counted {
  if (part['audience'] !== undefined)
    return {
      scopes: [],
      clients: { [part['client_id']]: { grantTypes: null, standing: part['scope'], defaults: null } },
    };
  if (part['app_type'] === undefined) return { scopes: [], clients: {} };
  return {
    scopes: [],
    clients: { [part['name']]: { grantTypes: part['grant_types']?.sort() ?? null, standing: null, defaults: null } },
  };
}

/** A `tenant.yaml`, by its lines: which items its sections have, and what stands in each. */
function countedTenant(text: string): Counted {
  const items = (section: string): string[] =>
    (new RegExp(`^${section}:\\n((?: .*\\n|#.*\\n|\\n)*)`, 'm').exec(text)?.[1] ?? '')
      .split(/^ {2}- ?/m)
      .slice(1)
      .map((item) => item.replaceAll(/^\s*#.*\n/gm, ''));
  const value = (item: string, name: string): string =>
    new RegExp(`^\\s*${name}: *"?([^"\\n]*)`, 'm').exec(item)?.[1] ?? '';
  const list = (item: string, name: string): string[] | null => {
    const lines = new RegExp(`^ *${name}:\\n((?: *- .*\\n)+)`, 'm').exec(item)?.[1];
    return lines === undefined ? null : [...lines.matchAll(/- "?([^"\n]*)/g)].map(([, one]) => one ?? '').sort();
  };
  const grants = items('clientGrants');
  const clients = items('clients').map((item) => {
    const grantTypes = list(item, 'grant_types');
    const granted = grants
      .filter((grant) => value(grant, 'client_id') === value(item, 'name'))
      .flatMap((grant) => list(grant, 'scope') ?? []);
    const machine = grantTypes?.join() === 'client_credentials' && text.includes('\nclientGrants:');
    return [
      value(item, 'name'),
      { grantTypes, standing: granted.length > 0 ? granted : machine ? [] : null, defaults: null },
    ] as const;
  });
  const scopes = items('resourceServers').flatMap((item) =>
    [...item.matchAll(/- value: "([^"]*)"/g)].map(([, name]) => name ?? ''),
  );
  return { scopes: scopes.sort(), clients: Object.fromEntries(clients) };
}
