import { createHash, generateKeyPairSync, type JsonWebKey, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { confidentialClients, GUARD_CLIENT } from './clients.ts';

const USERS: readonly string[] = ['alice', 'bob', 'carol'];

/** Who may sign in and with what. Made up on first start; the file is for whoever sets the example up. */
export interface Credentials {
  readonly clients: readonly { readonly client_id: string; readonly client_secret: string }[];
  readonly users: readonly { readonly name: string; readonly password: string }[];
}

export interface ServerKeys {
  readonly jwks: { readonly keys: JsonWebKey[] };
  readonly cookieKeys: readonly string[];
  /** base64, 32 bytes each: ids of stored records are known by the first, their content is encrypted under the second. */
  readonly recordIdKey: string;
  readonly recordContentKey: string;
}

/** Reads what the first start made up, or makes it up: `credentials.json`, `ambit-guard.secret`, `keys.json`, all 0600. */
export function openSecretFiles(dataDirectory: string): { credentials: Credentials; keys: ServerKeys } {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const credentials = completeCredentials(join(dataDirectory, 'credentials.json'));
  const guard = credentials.clients.find((client) => client.client_id === GUARD_CLIENT);
  writeWhole(join(dataDirectory, `${GUARD_CLIENT}.secret`), `${guard?.client_secret ?? ''}\n`);
  return { credentials, keys: loadOrCreate<ServerKeys>(join(dataDirectory, 'keys.json'), createKeys) };
}

/** A client that Acme registered since the first start gets its secret now. */
function completeCredentials(file: string): Credentials {
  const known = loadOrCreate<Credentials>(file, createCredentials);
  const missing = createCredentials().clients.filter(
    ({ client_id }) => !known.clients.some((client) => client.client_id === client_id),
  );
  if (missing.length === 0) return known;
  const credentials = { ...known, clients: [...known.clients, ...missing] };
  writeWhole(file, `${JSON.stringify(credentials, null, 2)}\n`);
  return credentials;
}

function createCredentials(): Credentials {
  return {
    clients: confidentialClients.map((client_id) => ({ client_id, client_secret: secret(32) })),
    users: USERS.map((name) => ({ name, password: secret(12) })),
  };
}

function createKeys(): ServerKeys {
  return {
    jwks: { keys: [signingKey('ES256'), signingKey('RS256')] },
    cookieKeys: [secret(32)],
    recordIdKey: randomBytes(32).toString('base64'),
    recordContentKey: randomBytes(32).toString('base64'),
  };
}

function signingKey(alg: 'ES256' | 'RS256'): JsonWebKey {
  const { privateKey } =
    alg === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = privateKey.export({ format: 'jwk' });
  const kid = createHash('sha256')
    .update(String(jwk.x ?? jwk.n))
    .digest('base64url')
    .slice(0, 16);
  return { ...jwk, kid, alg, use: 'sig' };
}

function secret(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}

function loadOrCreate<Value>(path: string, create: () => Value): Value {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Value;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const value = create();
    writeWhole(path, `${JSON.stringify(value, null, 2)}\n`);
    return value;
  }
}

/** Whole or not at all, whenever the process ends. */
function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}`;
  const file = openSync(temporary, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}
