import { clientOfMetadata, protocolOf } from './client-metadata.ts';
import type { SourceFile } from './source-file.ts';
import {
  itemsOf,
  type MapPart,
  member,
  membersOfPart,
  type Part,
  positiveOf,
  sortedOnce,
  textOf,
  textsOf,
} from './tree.ts';
import type { FoundClient, FoundScope, Inventory, Reader, Remark } from './types.ts';

/** Members of a configuration of oidc-provider beside its clients, of which one is there. */
const OF_A_CONFIGURATION = [
  'features',
  'ttl',
  'issuer',
  'rotateRefreshToken',
  'clientDefaults',
  'scopes',
  'enabledJWA',
];
/** `ttl` of what carries an access token. */
const LIVES = ['AccessToken', 'ClientCredentials'];

/**
 * Configurations of `oidc-provider` as JSON: what `JSON.stringify({ issuer, ...configuration })` leaves of them. Functions don't
 * survive that, so that a life or a resource server that one works out isn't known.
 */
export const oidcProviderReader: Reader = {
  id: 'oidc-provider',
  title: 'oidc-provider: its configuration as JSON.stringify writes it, with its clients',
  recognises: ({ root }) =>
    root.kind === 'map' &&
    itemsOf(member(root, 'clients')).some((one) => textOf(member(one, 'client_id')) !== null) &&
    OF_A_CONFIGURATION.some((name) => member(root, name) !== undefined),
  read: (files) => files.map(inventory),
};

function inventory(file: SourceFile): Inventory {
  const { root } = file;
  const issuer = textOf(member(root, 'issuer'));
  const remarks: Remark[] = [];
  const life = lifeOf(file, remarks);
  const clients = itemsOf(member(root, 'clients')).map((part): FoundClient => {
    const whole = withDefaults(root, part);
    const protocol = protocolOf(whole);
    return {
      ...clientOfMetadata(file, whole, remarks, 'oidc-provider'),
      at: file.at(part),
      maxTtlSeconds: life,
      // Where a resource server's tokens are JWTs, they are those of RFC 9068.
      protocol: { ...protocol, responseTypes: protocol.responseTypes ?? ['code'], tokenType: 'at+jwt' },
    };
  });
  return {
    reader: 'oidc-provider',
    title: `oidc-provider${issuer === null ? '' : ` ${issuer}`}`,
    files: [file.path],
    authoritative: true,
    issuer,
    scopes: scopesOf(file),
    resourceServers: [],
    clients,
    remarks,
  };
}

/** What every client is that doesn't say otherwise (`clientDefaults`). */
function withDefaults(root: Part, part: Part): Part {
  const defaults = membersOfPart(member(root, 'clientDefaults'));
  if (part.kind !== 'map' || defaults.length === 0) return part;
  return { ...part, members: new Map([...defaults, ...part.members]) } satisfies MapPart;
}

function lifeOf(file: SourceFile, remarks: Remark[]): number | null {
  const said = LIVES.map((name) => member(file.root, 'ttl', name));
  const lives = said.map((part) => positiveOf(part)).filter((life) => life !== null);
  const [at] = said.filter((part) => part !== undefined && positiveOf(part) === null);
  if (at !== undefined)
    remarks.push({ at: file.at(at), message: 'how long access tokens live is worked out when it runs, and not known' });
  return lives.length === 0 ? null : Math.max(...lives);
}

function scopesOf(file: SourceFile): FoundScope[] {
  const named = textsOf(member(file.root, 'scopes'));
  return sortedOnce(named.map(({ value }) => value)).map((name) => ({
    ...{ name, description: null, resourceServer: null, maxTtlSeconds: null },
    at: file.at(named.find(({ value }) => value === name)?.part ?? file.root),
  }));
}
