import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ConstantLanguage, constantOfGoogleScope } from '../src/providers/google-constants.ts';
import { catalogOf, judgeScope, type Provider, providers } from '../src/providers/index.ts';

const INTRODUCTION = `# Providers

<!-- Written by npm run docs from src/providers/: change the rules there, and the catalogs by tools/catalogs/. -->

Ambit knows what the scopes of well-known services are called, and how far each reaches. Where a repository asks for one of them, it says

- that an **unknown** name is unknown, with the name that was probably meant: other separators, another order of words, a prefix left out, a
  slip of a few letters, or the same beginning;
- that a scope is **broad**, with what makes it so, and with the **narrower** scopes of the same service that do a part of what it does;
- whether only an **administrator** may consent to it, and whether the service still gives it to anybody.

The catalogs are part of the package: nothing is fetched, and each is loaded only when one of its scopes is asked about (Google's also names
the constants of its libraries, and is there while code is read). A service adds scopes more often than Ambit is published, so a name that is unknown here may be new there. Names are taken in the spellings that requests use:
\`https://graph.microsoft.com/User.Read\` and \`user.read\` are \`User.Read\`, \`email\` is one of Google's, and \`/.default\` is judged
for what it is, everything that was ever consented to; \`storage-ro\`, which gcloud and Terraform take, is \`devstorage.read_only\`. A scope of
another API of the same service (\`api://orders/Orders.Read\`) is not judged. Nor is a name without a service's mark where customers define
scopes of their own that look the same (Auth0, bare names of Entra ID), unless it is one slip away from a known one.
\`openid\`, \`profile\`, \`email\`, \`address\`, \`phone\` and \`offline_access\` are known everywhere (OpenID Connect Core §5.4, §11).

Which service a scope belongs to is known by the file that asks for it, or by its look where that leaves no doubt. \`chat:write\` can only be
Slack's; \`users:read\` may be anybody's, and is nobody's until something says so.
`;

const NARROWER = `## How narrower scopes are found

- **Microsoft Graph**: by name (\`Files.Read.All\`, \`Files.ReadWrite\` and \`Files.ReadWrite.AppFolder\` for \`Files.ReadWrite.All\`), and by calls:
  where at least four fifths of the calls that a permission is the least privileged one for can be made with the wider one too. For
  \`Directory.*\`, those for one kind of object each.
- **Google**: a scope is narrower where the methods that it suffices for are some of those that the wider one suffices for, and no others.
  Scopes that are told apart by whose data they reach aren't compared so. \`drive.file\` stands beside all that reach every file.
- **GitHub**, **Slack**, **GitLab**, **Discord**, **Dropbox**, **Box**, **Figma**, **Salesforce**, **LinkedIn**: as their documentation says what a scope includes.
- **Shopify**, **Okta**: what reads, for what writes or manages the same. **Atlassian**: the newer scopes that a classic one was divided into,
  by the kinds of objects in their names. **Auth0**: metadata of users, for users. **Spotify**: none, its scopes hold no others.
`;

const CONSTANTS = (): string => `## Constants of client libraries

A program asks for \`drive.DriveReadonlyScope\` more often than for an address. Google's client libraries are generated, and name the constant
of a scope by one rule a language. The rules were compared with the libraries themselves:

${agreements()}
In none of them does one name mean two scopes. \`DriveScopes.all()\` is every scope of the API's newest version. The libraries for Python and Node.js have no such constants.

Beside them are known those of Go's \`cloud.google.com/go/{storage,bigquery,pubsub,datastore,logging,spanner,bigtable}\`, \`go-oidc\`,
\`zitadel/oidc\`, \`go-github\` and \`zmb3/spotify\`; Java's \`OidcScopes\` (Spring Security), \`OIDCScopeValue\` (Nimbus), \`OAuth2Constants\` (Keycloak)
and \`AuthorizationRequest.Scope\` (AppAuth); and C#'s \`OpenIdConnectScope\`, \`StandardScopes\` (IdentityServer, IdentityModel) and
\`OpenIddictConstants\`.
`;

const catalogs = await Promise.all(
  providers.map(async (provider) => ({ provider, catalog: await catalogOf(provider.id) })),
);

/** `docs/providers.md`: which catalogs there are, where they come from, and what makes a scope broad, from the catalogs themselves. */
export function providersReference(): string {
  const rows = catalogs.map(({ provider: { id, title }, catalog }) => {
    const scopes = [...(catalog?.scopes.keys() ?? [])];
    const broad = scopes.filter((name) => catalog !== null && judgeScope(catalog, name)?.breadth === 'broad');
    const from = catalog?.sources.map(({ name, version, licence }) => `${name} ${version} (${licence})`).join('; ');
    return `| ${title} | \`${id}\` | ${scopes.length} | ${broad.length} | ${from} |`;
  });
  const head = ['| service | id | scopes | broad | made from |', '| --- | --- | --- | --- | --- |'];
  return [
    INTRODUCTION,
    `## Catalogs\n\n${[...head, ...rows].join('\n')}\n`,
    `## What makes a scope broad\n\nThe first line that fits is what is said. A scope that none fits is \`read\`, \`write\` or \`identity\`.\n`,
    ...catalogs.filter(({ provider }) => provider.broad.length > 0).map(({ provider }) => section(provider)),
    NARROWER,
    CONSTANTS(),
  ].join('\n');
}

function section({ title, broad }: Provider): string {
  const rows = broad.map(({ which, why }) => `| ${which.replaceAll('|', '\\|')} | ${why} |`);
  return [`### ${title}\n`, '| scopes | it … |', '| --- | --- |', ...rows, ''].join('\n');
}

/** Where the constants of `test/fixtures/providers/` come from. */
const COMPARED: readonly (readonly [ConstantLanguage, language: string, example: string, libraries: string])[] = [
  ['go', 'Go', '`drive.DriveReadonlyScope`', 'google.golang.org/api v0.311.0, every package'],
  ['php', 'PHP', '`Google\\Service\\Drive::DRIVE_READONLY`', 'google/apiclient-services at 57a6b21a479f, every class'],
  ['java', 'Java, Kotlin', '`DriveScopes.DRIVE_READONLY`', '28 artifacts of com.google.apis'],
  ['ruby', 'Ruby', '`Google::Apis::DriveV3::AUTH_DRIVE_READONLY`', 'seven of google-apis-*'],
  ['csharp', 'C#', '`DriveService.Scope.DriveReadonly`', 'five of Google.Apis.*, in part'],
];

function agreements(): string {
  const folder = resolve(import.meta.dirname, '../test/fixtures/providers');
  const constants = ['google-constants.tsv', 'google-constants-by-hand.tsv']
    .flatMap((file) => readFileSync(resolve(folder, file), 'utf8').trimEnd().split('\n'))
    .map((line) => line.split('\t'));
  const rows = COMPARED.map(([id, language, example, libraries]) => {
    const own = constants.filter(([one]) => one === id);
    const agree = own.filter(([, name, scope = '']) => constantOfGoogleScope(id, scope) === name);
    return `| ${language} | ${example} | ${libraries} | ${agree.length} of ${own.length} |`;
  });
  return ['| language | example | compared with | names that agree |', '| --- | --- | --- | --- |', ...rows, ''].join(
    '\n',
  );
}
