import { protocolOf } from './client-metadata.ts';
import { isMachine, remarkUnknownGrantTypes } from './grant-types.ts';
import type { SourceFile } from './source-file.ts';
import { member, type Part, positiveOf, sortedOnce, textOf, textsOf } from './tree.ts';
import type { FoundClient, Inventory, Reader, Remark } from './types.ts';

/** Members of an OAuth 2.0 client as Hydra and RFC 7591 name them, of which a client has several. */
const OF_A_CLIENT = [
  'client_id',
  'client_name',
  'redirect_uris',
  'grant_types',
  'response_types',
  'scope',
  'token_endpoint_auth_method',
  'subject_type',
];
const ENOUGH = 3;

/** Clients of Ory Hydra as its API and `hydra get client --format json` give them: one, or a list. */
export const hydraReader: Reader = {
  id: 'hydra',
  title: 'Ory Hydra: clients as its API gives them (JSON), or RFC 7591 client metadata',
  recognises: ({ root }) => isErrorAnswer(root) || (clientsIn(root).length > 0 && clientsIn(root).every(isClient)),
  read: (files) => {
    const remarks: Remark[] = [];
    const clients = files.flatMap((file) =>
      isErrorAnswer(file.root)
        ? errorAnswer(file, remarks)
        : clientsIn(file.root).map((one) => client(file, one, remarks)),
    );
    const inventory: Inventory = {
      reader: 'hydra',
      title: 'Ory Hydra',
      files: files.map(({ path }) => path),
      // An answer that refused something says nothing of a server.
      authoritative: clients.length > 0,
      issuer: null,
      scopes: [],
      resourceServers: [],
      clients,
      remarks,
    };
    return [inventory];
  },
};

function clientsIn(root: Part): readonly Part[] {
  if (root.kind === 'list') return root.items;
  const items = member(root, 'items');
  return items?.kind === 'list' ? items.items : [root];
}

function isClient(part: Part): boolean {
  return (
    OF_A_CLIENT.filter((name) => member(part, name) !== undefined).length >= ENOUGH &&
    member(part, 'audience')?.kind !== 'scalar'
  );
}

/** RFC 6749 §5.2: what a server answers that registered nothing. */
function isErrorAnswer(root: Part): boolean {
  return textOf(member(root, 'error')) !== null && textOf(member(root, 'error_description')) !== null;
}

function errorAnswer(file: SourceFile, remarks: Remark[]): FoundClient[] {
  remarks.push({
    at: file.at(file.root),
    message: 'this is the answer of a server that refused a request: no client is in it',
  });
  return [];
}

function client(file: SourceFile, part: Part, remarks: Remark[]): FoundClient {
  const at = file.at(part);
  const clientId = textOf(member(part, 'client_id'));
  const name = clientId ?? textOf(member(part, 'client_name')) ?? baseName(file.path);
  const found = textsOf(member(part, 'grant_types'));
  remarks.push(...remarkUnknownGrantTypes(file, name, found));
  const said = member(part, 'grant_types')?.kind === 'list' && found.length > 0;
  if (!said)
    remarks.push({
      at,
      message: `${name} names no grant type, and Hydra takes that for authorization_code (RFC 7591 §2)`,
    });
  const grantTypes = said ? sortedOnce(found.map(({ value }) => value)) : ['authorization_code'];
  const scope = member(part, 'scope');
  const method = textOf(member(part, 'token_endpoint_auth_method'));
  return {
    clientId,
    name,
    kind: method === 'none' ? 'public' : isMachine(grantTypes) ? 'machine' : 'confidential',
    grantTypes,
    redirectUris: textsOf(member(part, 'redirect_uris')).map(({ value }) => value),
    standing: scope === undefined ? null : sortedOnce(textOf(scope)?.split(/\s+/).filter(Boolean) ?? []),
    defaultScopes: null,
    maxTtlSeconds: tokenLife(part, grantTypes),
    description: null,
    hints: [],
    protocol: protocolOf(part),
    at,
  };
}

/** The longest life that any of its flows gives an access token, where each says one: `1h0m0s`. */
function tokenLife(part: Part, grantTypes: readonly string[]): number | null {
  const lives = grantTypes.map((grantType) => {
    const flow = grantType.replace(/^urn:ietf:params:oauth:grant-type:/, '').replaceAll('-', '_');
    const value = member(part, `${flow === 'refresh_token' ? 'refresh_token' : flow}_grant_access_token_lifespan`);
    return positiveOf(value) ?? goDuration(textOf(value));
  });
  return lives.every((life) => life !== null) && lives.length > 0 ? Math.max(...lives) : null;
}

const UNITS = { h: 3600, m: 60, s: 1 } as const;

function goDuration(text: string | null): number | null {
  if (text === null || !/^(\d{1,6}[hms])+$/.test(text)) return null;
  const seconds = [...text.matchAll(/(\d+)([hms])/g)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * UNITS[unit as keyof typeof UNITS],
    0,
  );
  return seconds > 0 ? seconds : null;
}

function baseName(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? path).replace(/\.\w+$/, '');
}
