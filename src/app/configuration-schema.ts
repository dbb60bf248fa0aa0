import { z } from 'zod';
import { SEVERITIES } from '../alerts/index.ts';
import { clientLimitSettings, tlsSettings, trustedProxySettings } from './guard-settings.ts';
import { operationSettings, tracingSettings } from './operation/settings.ts';
import { witnessKeyOf, witnessSettings } from './witness-settings.ts';

/** What `ambit.config.yaml` may say: the one source of validation and of `docs/configuration.md`. */

const name = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/, 'a name is of small letters, digits and hyphens, at most 64');

const address = z
  .string()
  .refine(
    (text) => parseAddress(text) !== null,
    'an address reads HOST:PORT, as 127.0.0.1:4400, [::1]:4400 or 0.0.0.0:4400',
  );

const origin = z
  .string()
  .refine(isOrigin, 'an origin reads http://HOST:PORT or https://HOST, with no path, query or user');

const path = z.string().min(1).max(4096);

/** A secret is never in the file: it says where the secret is. */
const secret = z
  .union([
    z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of an environment variable') }),
    z.strictObject({ file: path }),
  ])
  .describe('Where a secret is: `{ env: NAME }`, or `{ file: PATH }` of which the last line break does not count.');

const issuer = z
  .string()
  .refine(
    isIssuer,
    'an issuer identifier is an https URL without query and fragment (http on the loopback interface), without a slash at its end unless the server has one too (RFC 8414 §2)',
  );

const authorizationServer = z.strictObject({
  issuer: issuer.describe(
    'The issuer identifier, which the authorization server has too: it stays the issuer of its tokens (RFC 8414 §2).',
  ),
  upstream: origin.describe('Where the authorization server listens. Nobody but the guards should reach it there.'),
  introspection: z
    .strictObject({
      clientId: z.string().min(1).max(512).describe('Client id.'),
      clientSecret: secret.describe('Its secret, sent by HTTP Basic.'),
    })
    .nullable()
    .default(null)
    .describe(
      'The client by which the guards introspect opaque tokens (RFC 7662). `null`: opaque tokens are refused, which is right where all access tokens are JWTs.',
    ),
  tokenTypes: z
    .array(z.string().min(1))
    .min(1)
    .default(['at+jwt'])
    .describe(
      'Values of `typ` that an access token in the form of a JWT may have (RFC 9068 §2.1). Some servers write `JWT`.',
    ),
});

const issuerGuard = z.strictObject({
  name: name
    .default('issuer-guard')
    .describe('Name of this process in the ledger. Each guard on one database has its own, for ever.'),
  listen: address.describe('Where it listens. The public address of the issuer leads here.'),
  tls: tlsSettings
    .nullable()
    .default(null)
    .describe('Speaks TLS 1.2 or 1.3 there. `null`: plain HTTP, and TLS ends in front of it.'),
  pages: z
    .array(
      z
        .string()
        .regex(/^\/[A-Za-z0-9._~/-]*$/, 'a path, or a beginning of paths, from / to /')
        .refine((prefix) => prefix !== '/', 'the root would let everything pass'),
    )
    .default([])
    .describe(
      'Paths of the server’s own pages (signing in, consent, codes of devices); one that ends in `/` stands for all paths that begin so. Every other path is refused.',
    ),
  introspectionClients: z
    .array(z.string().min(1))
    .default([])
    .describe('Clients that may introspect every token: resource servers. Others may ask about their own only.'),
  clientLimits: clientLimitSettings
    .prefault({})
    .describe('What each client may ask of this guard: beyond it the answer is 429 with `Retry-After`.'),
});

const api = z.strictObject({
  name: name.describe('Name of the API in what is logged.'),
  listen: address.describe('Where the guard listens for it.'),
  tls: tlsSettings
    .nullable()
    .default(null)
    .describe('Speaks TLS 1.2 or 1.3 there. `null`: plain HTTP, and TLS ends in front of it.'),
  publicUrl: origin.describe('Origin under which clients call it. Requests for another host are refused.'),
  upstream: origin.describe('Where the API itself listens. Nobody but the guard should reach it there.'),
  openapi: path.describe('Its OpenAPI file (3.0 or 3.1): which operation needs which scopes.'),
  audience: z.string().min(1).describe('The audience that its tokens carry; a resource server of the policy has it.'),
  connections: z.int().min(1).max(4096).default(64).describe('Most connections to it.'),
  connectionsPerClient: z
    .int()
    .min(1)
    .max(4096)
    .default(32)
    .describe(
      'Most calls of one client that are under way at the same time: beyond it the answer is 429 with `Retry-After`. Callers without a token count as one client.',
    ),
  forwardAuthorization: z
    .boolean()
    .default(false)
    .describe('Whether the API is given the token. Otherwise it learns client, subject and scopes only.'),
});

const apiGuard = z.strictObject({
  name: name
    .default('api-guard')
    .describe('Name of this process in the ledger. Each guard on one database has its own, for ever.'),
  apis: z.array(api).min(1).describe('The APIs behind this guard.'),
});

const webhook = z.strictObject({
  name: name.describe(
    'Name of the destination in the ledger. It goes on from where it stood for as long as it keeps its name.',
  ),
  url: z
    .string()
    .refine(
      isWebhookUrl,
      'the address of a webhook is an https URL (http on the loopback interface) without user, query and fragment: what is secret belongs in secret',
    )
    .describe('Where alerts are sent by POST. No redirect is followed.'),
  secret: secret.describe('The secret of the signatures, `whsec_` and base64, which the receiver has too.'),
  severities: z
    .array(z.enum(SEVERITIES))
    .min(1)
    .default([...SEVERITIES])
    .describe('Which alerts it is sent: `high`, `critical` or both.'),
});

const notifier = z.strictObject({
  name: name
    .default('notifier')
    .describe('Name of this process in the ledger. Each notifier on one database has its own, for ever.'),
  webhooks: z.array(webhook).min(1).describe('Receivers by the Standard Webhooks specification.'),
});

const database = z.strictObject({
  url: secret.describe('`postgres://…`. It must have `fsync` and `synchronous_commit` on.'),
});

const GIT_NAME = /^[A-Za-z0-9_][A-Za-z0-9_./-]*$/;
const gitName = z
  .string()
  .max(150)
  .refine(
    (text) => GIT_NAME.test(text) && !/\.\.|\/\/|\/$|\.lock$/.test(text),
    'a plain name, as main or refs/heads/main',
  );

const git = z
  .strictObject({
    repository: path.describe('A clone, or a bare repository, on this machine. Ambit’s user has to own it.'),
    ref: gitName.default('main').describe('The branch, or another ref, that is followed.'),
    folder: z
      .string()
      .refine(
        (text) =>
          /^([A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*)?$/.test(text) &&
          !text.split('/').some((part) => /^\.\.?$/.test(part)),
        'a folder in the repository reads a/b; the root is the empty text',
      )
      .default('ambit')
      .describe('The policy folder in the repository; the empty text for its root.'),
    remote: gitName
      .nullable()
      .default(null)
      .describe(
        'A remote of the repository, as `origin`, that `git fetch` asks for the ref each time, with git’s own credentials. `null`: somebody else keeps the repository up to date.',
      ),
    pollSeconds: z.int().min(1).max(86_400).default(30).describe('How often the ref is looked at.'),
  })
  .describe('A ref that is followed: what it comes to hold becomes the active policy by itself, or is refused.');

const ledger = z.strictObject({
  origin: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9.-]*(:\d{1,5})?(\/[A-Za-z0-9._~-]+)*$/,
      'an origin reads like a URL without scheme and without a slash at its end, as acme.example/ledger',
    )
    .describe('Name of the log for ever, and of its key: a URL without scheme (C2SP tlog-checkpoint).'),
  witnesses: witnessSettings
    .nullable()
    .default(null)
    .describe('Who outside cosigns the log’s checkpoints. `null`: nobody, and what verifies the log says so first.'),
});

const management = z.strictObject({
  socket: path
    .nullable()
    .default(null)
    .describe('The Unix socket of the management API, mode 0600. `null`: `run/management.sock` in the data directory.'),
});

const consoleSettings = z.strictObject({
  listen: address.describe('Where the console listens. TLS ends in front of it.'),
  publicUrl: origin
    .refine(isSafeOrigin, 'people sign in here, so it is https, or http on the loopback interface')
    .describe('Origin under which people open it. `PUBLICURL/session/callback` is the redirect URI of its client.'),
  clientId: z.string().min(1).max(512).describe('The client by which people sign in, at `authorizationServer.issuer`.'),
  clientSecret: secret
    .nullable()
    .default(null)
    .describe('Its secret, sent by HTTP Basic. `null`: a public client, which PKCE alone protects.'),
  scopes: z
    .array(z.string().min(1))
    .default(['openid'])
    .refine((scopes) => scopes.includes('openid'), 'signing in needs openid')
    .describe('Scopes that it asks for: those that put the claims of the policy’s roles into the ID token.'),
  idleMinutes: z
    .int()
    .min(1)
    .max(24 * 60)
    .default(30)
    .describe('A session ends when nobody did anything for so long; what an open page asks by itself does not count.'),
  sessionHours: z.int().min(1).max(72).default(8).describe('A session ends after this, whatever happens.'),
});

const log = z.strictObject({
  level: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('What is logged.'),
  to: z
    .enum(['file', 'stderr'])
    .default('file')
    .describe('`file`: JSON lines in `log/` of the data directory. `stderr`: JSON lines there.'),
});

export const configurationSchema = z
  .strictObject({
    environment: name.describe('The environment, a part of every entry. The policy must be for the same.'),
    dataDirectory: path
      .default('.ambit')
      .describe('Keys, sockets, logs and the embedded PostgreSQL. Relative to the folder where Ambit is started.'),
    policy: z
      .union([path, z.strictObject({ git })])
      .describe(
        'The policy folder, which is read at the start and when somebody asks (`ambit policy activate`); or `{ git: … }`, a ref that is followed.',
      ),
    ledger: ledger.describe('The ledger.'),
    database: database
      .nullable()
      .default(null)
      .describe(
        'A PostgreSQL of your own. `null`: that of the environment variable `DATABASE_URL`, and without it an embedded one in the data directory.',
      ),
    authorizationServer: authorizationServer.describe('The authorization server that is guarded.'),
    issuerGuard: issuerGuard.nullable().default(null).describe('The guard in front of the authorization server.'),
    apiGuard: apiGuard.nullable().default(null).describe('The guard in front of APIs.'),
    trustedProxies: trustedProxySettings
      .prefault({})
      .describe('Proxies in front of the guards. What they say of the client is passed on, and decides nothing.'),
    notifier: notifier
      .nullable()
      .default(null)
      .describe('What sends alerts. `null`: they are listed, and sent nowhere.'),
    management: management.prefault({}).describe('The management API.'),
    console: consoleSettings
      .nullable()
      .default(null)
      .describe('The console, served by the process of the management API. `null`: there is none.'),
    operation: operationSettings
      .nullable()
      .default(null)
      .describe('Health and metrics of each process (docs/operation.md). `null`: nobody can ask.'),
    tracing: tracingSettings
      .nullable()
      .default(null)
      .describe('OpenTelemetry traces (docs/operation.md). `null`: none, and nothing of it is loaded.'),
    log: log.prefault({}).describe('Logs.'),
  })
  .superRefine((configuration, context) => {
    const { issuerGuard: one, apiGuard: other, console } = configuration;
    if (one === null && other === null)
      context.addIssue({ code: 'custom', path: [], message: 'there is neither an issuerGuard nor an apiGuard' });
    if (one !== null && one.name === other?.name)
      context.addIssue({ code: 'custom', path: ['apiGuard', 'name'], message: 'the issuer guard has this name' });
    const { origin, witnesses: outside } = configuration.ledger;
    for (const [index, { keys }] of (outside?.named ?? []).entries())
      if (keys.some((key) => witnessKeyOf(key)?.name === origin))
        context.addIssue({
          code: 'custom',
          path: ['ledger', 'witnesses', 'named', index, 'keys'],
          message: 'it has the log’s own name, and a witness is somebody else',
        });
    const { notifier: sender } = configuration;
    if (sender !== null && [one?.name, other?.name].includes(sender.name))
      context.addIssue({ code: 'custom', path: ['notifier', 'name'], message: 'a guard has this name' });
    for (const [index, { name: own }] of (sender?.webhooks ?? []).entries())
      if (sender?.webhooks.findIndex((webhook) => webhook.name === own) !== index)
        context.addIssue({
          code: 'custom',
          path: ['notifier', 'webhooks', index, 'name'],
          message: 'two webhooks have it',
        });
    const taken = new Map<string, string>();
    const claims = [
      ...(one === null ? [] : [{ listen: one.listen, path: ['issuerGuard', 'listen'] }]),
      ...(other?.apis ?? []).map(({ listen }, index) => ({ listen, path: ['apiGuard', 'apis', index, 'listen'] })),
      ...(console === null ? [] : [{ listen: console.listen, path: ['console', 'listen'] }]),
    ];
    for (const { listen, path } of claims) {
      const earlier = taken.get(listen);
      if (earlier !== undefined && parseAddress(listen)?.port !== 0)
        context.addIssue({ code: 'custom', path, message: `${earlier} listens there already` });
      taken.set(listen, path.join('.'));
    }
    for (const [index, { name: own }] of (other?.apis ?? []).entries())
      if (other?.apis.findIndex((api) => api.name === own) !== index)
        context.addIssue({ code: 'custom', path: ['apiGuard', 'apis', index, 'name'], message: 'two APIs have it' });
  });

/** A secret as the file names it. */
export type SecretSource = z.output<typeof secret>;
export type ConfigurationFile = z.output<typeof configurationSchema>;
/** A ref whose policy becomes the active one. */
export type GitSource = z.output<typeof git>;

/** Host and port of `127.0.0.1:4400` or `[::1]:4400`; port 0 is any free one. Null where it is none. */
export function parseAddress(text: string): { readonly host: string; readonly port: number } | null {
  const match = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  return host === undefined || port > 65_535 ? null : { host, port };
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && (url.origin === text || `${url.origin}/` === text);
}

function isWebhookUrl(text: string): boolean {
  const url = URL.parse(text);
  // It stands in the ledger's copy of the configuration, which more people read than may know a secret.
  if (url === null || url.username !== '' || url.password !== '' || /[?#\s]/.test(text)) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

/** Where cookies and codes may go. */
function isSafeOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || isLoopback(url.hostname));
}

function isIssuer(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.search !== '' || url.hash !== '' || url.username !== '' || /[?#\s]/.test(text)) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
