import type { CatalogScope } from './write-catalog.ts';

/** What Microsoft's own files say of a Graph permission, together. */
export interface GraphPermission {
  /** The privilege level (1 to 4) as a delegated permission; 0 where the source gives none, null where it isn't one. */
  readonly delegatedLevel: number | null;
  readonly applicationLevel: number | null;
  /** Whether a user may not consent to it as a delegated permission. */
  readonly adminConsent: boolean;
  /** Given for one team or chat by whoever owns it (resource-specific consent), to Teams apps alone. */
  readonly resourceSpecific: boolean;
  readonly description: string;
  /** `METHOD path` of what it empowers, and of what it is the least privileged permission for. */
  readonly calls: ReadonlySet<string>;
  readonly leastCalls: ReadonlySet<string>;
}

interface Scheme {
  readonly adminDisplayName?: string;
  readonly userDisplayName?: string;
  readonly requiresAdminConsent?: boolean;
  readonly privilegeLevel?: number;
}

interface PermissionsFile {
  readonly permissions: Record<
    string,
    {
      readonly authorizationType?: string;
      readonly schemes: Record<string, Scheme>;
      readonly pathSets?: { readonly methods: string[]; readonly paths: Record<string, string | null> }[];
    }
  >;
}

interface Described {
  readonly value: string;
  readonly isAdmin: boolean;
  readonly adminConsentDisplayName: string | null;
}

interface DescriptionsFile {
  readonly delegatedScopesList: Described[];
  readonly applicationScopesList: Described[];
}

/** Searching takes any permission to read something, and so says nothing of any. */
const TAKES_ANY = new Set(['POST /search/query']);

export function readGraph(
  { permissions }: PermissionsFile,
  { delegatedScopesList, applicationScopesList }: DescriptionsFile,
): ReadonlyMap<string, GraphPermission> {
  const delegated = new Map(delegatedScopesList.map((one) => [one.value, one]));
  const application = new Map(applicationScopesList.map((one) => [one.value, one]));
  // Names are the same in any case. Where one is there in two, the later spelling stays: that of the file with the ids.
  const spelled = new Map<string, string>();
  for (const name of [...Object.keys(permissions), ...delegated.keys(), ...application.keys()])
    spelled.set(name.toLowerCase(), name);
  const names = [...spelled.values()].sort();
  return new Map(
    names.map((name) => {
      const permission = permissions[name];
      const work = permission?.schemes['DelegatedWork'] ?? permission?.schemes['DelegatedPersonal'];
      const app = permission?.schemes['Application'];
      const [asDelegated, asApplication] = [delegated.get(name), application.get(name)];
      const sets = permission?.pathSets ?? [];
      const paths = sets.flatMap(({ methods, paths }) =>
        methods.flatMap((method) =>
          Object.entries(paths).map(([path, notes]) => ({
            call: `${method} ${path.toLowerCase()}`,
            least: notes?.includes('least=') === true,
          })),
        ),
      );
      return [
        name,
        {
          delegatedLevel: work?.privilegeLevel ?? (work === undefined && asDelegated === undefined ? null : 0),
          applicationLevel: app?.privilegeLevel ?? (app === undefined && asApplication === undefined ? null : 0),
          adminConsent: work?.requiresAdminConsent ?? asDelegated?.isAdmin ?? false,
          resourceSpecific: permission?.authorizationType === 'RSC',
          description:
            work?.adminDisplayName ??
            app?.adminDisplayName ??
            asDelegated?.adminConsentDisplayName ??
            asApplication?.adminConsentDisplayName ??
            '',
          calls: new Set(paths.map(({ call }) => call).filter((call) => !TAKES_ANY.has(call))),
          leastCalls: new Set(paths.filter(({ least }) => least).map(({ call }) => call)),
        },
      ];
    }),
  );
}

const IDENTITY = new Set(['openid', 'profile', 'email', 'offline_access']);

export function graphScopes(graph: ReadonlyMap<string, GraphPermission>): CatalogScope[] {
  return [...graph].map(([name, permission]) => {
    const { delegatedLevel, applicationLevel, adminConsent, resourceSpecific } = permission;
    const flags = [
      IDENTITY.has(name) ? 'i' : writes(name) ? 'w' : 'r',
      delegatedLevel === null ? '' : `d${delegatedLevel || ''}`,
      applicationLevel === null ? '' : `p${applicationLevel || ''}`,
      (delegatedLevel === null ? applicationLevel !== null && !resourceSpecific : adminConsent) ? 'a' : '',
      resourceSpecific ? 's' : '',
    ].join('');
    return { name, flags, narrower: narrowerThan(name, permission, graph), description: '' };
  });
}

/** Actions by how much they let do; what isn't here writes something and is compared by its calls alone. */
const ACTIONS = ['ReadBasic', 'Read', 'ReadWrite', 'Manage', 'FullControl'];

interface NameParts {
  readonly resource: string;
  readonly action: string;
  /** `All`, or what it is limited to; empty where the signed-in user's own is meant. */
  readonly limit: string;
}

function partsOf(name: string): NameParts {
  const [resource = '', action = '', ...limit] = name.split('.');
  return { resource, action, limit: limit.join('.') };
}

function writes(name: string): boolean {
  const { action } = partsOf(name);
  return action !== 'Read' && action !== 'ReadBasic' && action !== 'Search' && !IDENTITY.has(name);
}

const LIMITS = ['All', ''];

/** Whether one limit is the other or within it; those that name a part (`Shared`, `Selected`) aren't within one another. */
function limitedFurther(wide: string, narrow: string): boolean {
  const [width, otherWidth] = [wide, narrow].map((limit) => (LIMITS.includes(limit) ? LIMITS.indexOf(limit) : 2));
  return wide === narrow || (width !== undefined && otherWidth !== undefined && width < otherWidth);
}

/** What reads or changes the whole directory stands for these, each of which is enough for one kind of object. */
const DIRECTORY = [
  'User',
  'Group',
  'GroupMember',
  'Device',
  'Application',
  'Organization',
  'Domain',
  'AdministrativeUnit',
];

function narrowerThan(
  name: string,
  wide: GraphPermission,
  graph: ReadonlyMap<string, GraphPermission>,
): readonly string[] {
  const asWide = partsOf(name);
  return [...graph]
    .filter(([other, narrow]) => {
      if (other === name || (narrow.resourceSpecific && !wide.resourceSpecific)) return false;
      if (writes(other) && !writes(name)) return false;
      const asNarrow = partsOf(other);
      const bothDelegated = wide.delegatedLevel !== null && narrow.delegatedLevel !== null;
      const bothApplication = wide.applicationLevel !== null && narrow.applicationLevel !== null;
      if (!bothDelegated && !bothApplication) return false;
      if (asWide.resource === asNarrow.resource && !limitedFurther(asWide.limit, asNarrow.limit)) return false;
      if (asWide.resource === 'Directory' && DIRECTORY.includes(asNarrow.resource))
        return asNarrow.limit === 'All' && ACTIONS.includes(asNarrow.action) && asNarrow.action !== 'ReadBasic';
      return narrowerByName(asWide, asNarrow) ?? narrowerByCalls(wide, narrow);
    })
    .map(([other]) => other);
}

/** Null where the names don't say. */
function narrowerByName(wide: NameParts, narrow: NameParts): boolean | null {
  const [action, otherAction] = [ACTIONS.indexOf(wide.action), ACTIONS.indexOf(narrow.action)];
  if (wide.resource !== narrow.resource || action === -1 || otherAction === -1) return null;
  return otherAction <= action;
}

/**
 * Nearly all that the narrower one is there for, the wider one does as well. Not all, since a few calls of the source are given to one
 * permission and forgotten at the next.
 */
function narrowerByCalls(wide: GraphPermission, narrow: GraphPermission): boolean {
  if (narrow.calls.size === 0 || narrow.calls.size >= wide.calls.size || highest(narrow) > highest(wide)) return false;
  const shared = (calls: ReadonlySet<string>): number => [...calls].filter((call) => wide.calls.has(call)).length;
  const meant = narrow.leastCalls.size > 0 ? narrow.leastCalls : narrow.calls;
  return shared(meant) >= 0.8 * meant.size && shared(narrow.calls) >= 0.5 * narrow.calls.size;
}

function highest({ delegatedLevel, applicationLevel }: GraphPermission): number {
  return Math.max(delegatedLevel || 3, applicationLevel || 3);
}
