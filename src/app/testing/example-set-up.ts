import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder with a configuration, a policy of one client, and a server behind that publishes metadata and nothing else. */
export interface SetUp {
  readonly folder: string;
  readonly config: string;
  readonly dataDirectory: string;
  /** Where the issuer guard is to listen. */
  readonly port: number;
  readonly policyFile: string;
  close(): Promise<void>;
}

export const POLICY = (issuer: string): string => `environment: test
issuers:
  ${issuer}: { level: guarded }
people:
  p-sam: {}
resourceServers:
  things: { description: Things to look at., owner: p-sam, audience: 'https://things.example' }
scopes:
  things:read:
    resourceServer: things
    description: Reads things.
    why: Things are there to be read.
    owner: p-sam
    author: p-sam
    risk: low
    sensitivity: public
    maxTtlSeconds: 600
    reviewIntervalDays: 300
clients:
  reader:
    owner: p-sam
    author: p-sam
    purpose: Reads things every day.
    grantTypes: [client_credentials]
    standing: [things:read]
    maxTtlSeconds: 600
    expires: 2040-01-01T00:00:00Z
`;

export async function exampleSetUp(): Promise<SetUp> {
  const folder = mkdtempSync(join(tmpdir(), 'ambit-app-'));
  const [port, behind] = [await freePort(), createServer()];
  const issuer = `http://127.0.0.1:${port}`;
  behind.on('request', (_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
      }),
    );
  });
  await new Promise<void>((resolve) => behind.listen(0, '127.0.0.1', resolve));
  const policyFile = join(folder, 'policy/policy.yaml');
  mkdirSync(join(folder, 'policy'));
  writeFileSync(policyFile, POLICY(issuer));
  const config = join(folder, 'ambit.config.yaml');
  writeFileSync(
    config,
    `environment: test
dataDirectory: data
policy: policy
ledger: { origin: example.com/test }
authorizationServer:
  issuer: ${issuer}
  upstream: http://127.0.0.1:${(behind.address() as AddressInfo).port}
issuerGuard:
  listen: 127.0.0.1:${port}
`,
  );
  return {
    folder,
    config,
    dataDirectory: join(folder, 'data'),
    port,
    policyFile,
    async close() {
      behind.closeAllConnections();
      await new Promise((resolve) => behind.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
