import { z } from 'zod';

const ALERTS = [
  'elevation.taken',
  'issuer.handed_back',
  'ledger.restored',
  'log.unwitnessed',
  'policy.refused',
  'recovery.opened',
  'response.withheld',
  'scope.granted',
  'scope.refused',
] as const;

export const alertRoute = z
  .strictObject({
    alerts: z.array(z.enum(ALERTS)).min(1).exactOptional().describe('The kinds of alert; all when absent.'),
    severities: z
      .array(z.enum(['high', 'critical']))
      .min(1)
      .exactOptional()
      .describe('Of which severity; any when absent.'),
    owners: z
      .array(z.string())
      .min(1)
      .exactOptional()
      .describe('Owners, people or teams, of the client or of a scope that it is about; anybody’s when absent.'),
    webhooks: z
      .array(z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'the name of a webhook'))
      .min(1)
      .describe('Names of the receivers in the configuration.'),
  })
  .describe('Which alerts go to which receivers. One that no route takes goes to all.');
