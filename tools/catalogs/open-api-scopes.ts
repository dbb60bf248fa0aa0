import { parse } from 'yaml';
import type { CatalogSource } from '../../src/providers/catalog-data.ts';
import type { CatalogScope } from './write-catalog.ts';

interface OpenApi {
  readonly components: {
    readonly securitySchemes: Record<
      string,
      { readonly flows?: Record<string, { readonly scopes?: Record<string, string> }> }
    >;
  };
}

interface Rules {
  readonly source: CatalogSource;
  readonly reads: RegExp;
  readonly narrower?: Readonly<Record<string, RegExp>>;
  readonly retired?: readonly string[];
  readonly admin?: RegExp;
  /** What its documentation has beside, with descriptions of ours. */
  readonly more?: Readonly<Record<string, string>>;
  /** Whether `x.manage` holds `x.read`, `x.create` and `x.manage.self`. */
  readonly manageReads?: boolean;
}

/** What an OpenAPI description doesn't say of its scopes. */
export const openApiRules = {
  spotify: {
    source: { name: 'sonallux/spotify-web-api', version: 'a3369587d22f', licence: 'MIT' },
    reads: /read|top-read/,
  },
  figma: {
    source: { name: 'figma/rest-api-spec', version: 'af94bebd8a00', licence: 'MIT' },
    reads: /read$/,
    narrower: { 'files:read': /^(file_\w+|current_user|projects|team_library_content|library_\w+|webhooks):read$/ },
    // developers.figma.com/docs/rest-api/scopes
    more: { file_read: 'Read files, projects, comments and versions' },
    retired: ['files:read', 'file_read'],
  },
  box: {
    source: { name: 'box/box-openapi', version: 'c9a878a98243', licence: 'Apache-2.0' },
    reads: /readonly|_view_|_preview$|_download$|^base_(explorer|picker|preview|sidebar)/,
    narrower: {
      root_readwrite: /^root_readonly$|^item_|^base_/,
      root_readonly: /^base_preview$|^item_(preview|download)$/,
    },
    admin: /^manage_(?!webhook|triggers)/,
    // developer.box.com/guides/api-calls/permissions-and-errors/scopes: also what a token is downscoped to
    more: {
      'ai.readwrite': 'Send requests to Box AI',
      annotation_edit: 'Change annotations',
      annotation_view_all: 'See all annotations',
      annotation_view_self: 'See own annotations',
      base_explorer: 'Browse files in the content explorer',
      base_picker: 'Pick files in the content picker',
      base_preview: 'Preview a file',
      base_sidebar: 'See the sidebar of a file',
      base_upload: 'Upload into a folder',
      gcm: 'Use global content manager',
      item_delete: 'Delete files',
      item_download: 'Download files',
      item_preview: 'Preview files',
      item_rename: 'Rename files',
      item_share: 'Share files',
      item_upload: 'Upload files',
      manage_triggers: 'Manage relay triggers',
      'sign_requests.readwrite': 'Manage sign requests',
    },
  },
  okta: {
    source: { name: 'github.com/okta/okta-sdk-golang/v5', version: 'v5.0.2', licence: 'Apache-2.0' },
    reads: /\.read$|\.read\.self$|^groups$/,
    manageReads: true,
    // developer.okta.com/docs/api/oauth2 and /docs/reference/api/oidc
    more: {
      device_sso: 'Sign in once for several apps of a device',
      groups: "See the user's groups",
      interclient_access: 'Hand a session from one app to another',
      'okta.myAccount.email.manage': "Manage the user's own e-mail addresses",
      'okta.myAccount.email.read': "Read the user's own e-mail addresses",
      'okta.myAccount.phone.manage': "Manage the user's own telephone numbers",
      'okta.myAccount.phone.read': "Read the user's own telephone numbers",
      'okta.myAccount.profile.manage': "Manage the user's own profile",
      'okta.myAccount.profile.read': "Read the user's own profile",
      'okta.users.manage.self': "Manage the user's own account",
      'okta.users.read.self': "Read the user's own account",
    },
    admin: /^okta\.(?!myAccount\.|.*\.self$)/,
  },
} satisfies Record<string, Rules>;

/** The scopes of an OpenAPI description, JSON or YAML. */
export function openApiScopes(text: string, rules: Rules): CatalogScope[] {
  const document: OpenApi = parse(text, { maxAliasCount: -1 });
  const described = new Map<string, string>(Object.entries(rules.more ?? {}));
  for (const { flows = {} } of Object.values(document.components.securitySchemes))
    for (const { scopes = {} } of Object.values(flows))
      for (const [name, description] of Object.entries(scopes)) described.set(name, description);
  const names = [...described.keys()];
  return names.map((name) => {
    const family = name.endsWith('.manage') ? `${name.slice(0, -'manage'.length)}` : null;
    const holds = (other: string): boolean =>
      rules.narrower?.[name]?.test(other) === true ||
      (rules.manageReads === true &&
        family !== null &&
        other.startsWith(family) &&
        !other.startsWith(`${family}secrets`)) ||
      (name.endsWith(':write') && other === name.replace(/write$/, 'read'));
    return {
      name,
      flags: `${rules.reads.test(name) ? 'r' : 'w'}${rules.admin?.test(name) ? 'a' : ''}${rules.retired?.includes(name) ? 'o' : ''}`,
      narrower: names.filter((other) => other !== name && holds(other)),
      // A vendor's sentence isn't ours to publish.
      description: '',
    };
  });
}
