import { z } from 'zod';
import { alertRoute } from './alert-route.ts';
import { approvalsSection } from './approvals.ts';
import { attestor, attestorId } from './attestor.ts';
import { client } from './client.ts';
import { consoleSection } from './console.ts';
import { fieldsOf } from './fields-at.ts';
import { issuer } from './issuer.ts';
import { limits } from './limits.ts';
import { person } from './person.ts';
import { resourceServer } from './resource-server.ts';
import { scope } from './scope.ts';
import { team } from './team.ts';
import { personId, teamId } from './values.ts';
import { waiver } from './waiver.ts';

/** One policy file. Any file may hold any of these; a definition stands in one file only. */
export const policyFile = z.strictObject({
  environment: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,40}$/, 'an environment is named by small letters, digits and hyphens, a letter first')
    .optional()
    .describe('The environment that this policy is for: `production`, `staging` …'),
  issuers: z.record(z.string(), issuer).optional(),
  people: z.record(personId, person).optional(),
  teams: z.record(teamId, team).optional(),
  attestors: z.record(attestorId, attestor).optional(),
  resourceServers: z
    .record(
      z.string().regex(/^[a-z][a-z0-9-]{0,60}$/, 'an id of small letters, digits and hyphens was expected'),
      resourceServer,
    )
    .optional(),
  scopes: z.record(z.string(), scope).optional(),
  clients: z.record(z.string(), client).optional(),
  waivers: z
    .record(z.string().regex(/^[a-z][a-z0-9-]{0,60}$/, 'a name in small letters, digits and hyphens'), waiver)
    .optional(),
  approvals: approvalsSection.optional(),
  rules: z
    .record(z.string(), z.enum(['error', 'warning']))
    .optional()
    .describe('Severity of a rule in this policy, by its id: one that warns can be made to refuse.'),
  alertRoutes: z.array(alertRoute).min(1).max(100).optional(),
  limits: limits.optional(),
  console: consoleSection.optional(),
});

export type PolicyFile = z.infer<typeof policyFile>;
/** The maps of definitions. */
export const SECTIONS = [
  'issuers',
  'people',
  'teams',
  'attestors',
  'resourceServers',
  'scopes',
  'clients',
  'waivers',
] as const;
export type Section = (typeof SECTIONS)[number];
/** What a policy has one of. */
export const SINGLE_SECTIONS = ['environment', 'approvals', 'rules', 'alertRoutes', 'limits', 'console'] as const;
export const defaultLimits = limits.parse({});

/** The fields that a file may have at a path, for "did you mean". */
export function fieldsAt(path: readonly (string | number)[]): string[] {
  return path.length === 0 ? [...fieldsOf(policyFile, path), 'overlay'] : fieldsOf(policyFile, path);
}
