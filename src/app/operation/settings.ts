import { z } from 'zod';
import type { RoleName } from '../roles/role.ts';

const port = z.int().min(0).max(65_535);

/** Where each process answers for itself. */
export const operationSettings = z.strictObject({
  host: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/, 'a name or an address of this machine')
    .default('127.0.0.1')
    .describe(
      'Where processes listen for it. Who can reach it needs no credentials, so beyond this machine only a network of your own.',
    ),
  ports: z
    .strictObject({
      sequencer: port.default(9441).describe('Port of the sequencer. 0: any free one.'),
      management: port.default(9442).describe('Port of the management API’s and the console’s process.'),
      issuerGuard: port.default(9443).describe('Port of the issuer guard.'),
      apiGuard: port.default(9444).describe('Port of the API guard.'),
      notifier: port.default(9445).describe('Port of the notifier.'),
    })
    .prefault({})
    .describe('One port for each process.'),
  drainSeconds: z
    .int()
    .min(0)
    .max(300)
    .default(0)
    .describe(
      'On SIGTERM `/readyz` says 503 for so long before a guard stops taking connections: the time that a load balancer needs to notice.',
    ),
});

export type OperationSettings = z.output<typeof operationSettings>;

const PORT_OF = {
  sequencer: 'sequencer',
  management: 'management',
  'issuer-guard': 'issuerGuard',
  'api-guard': 'apiGuard',
  notifier: 'notifier',
} as const satisfies Readonly<Record<RoleName, keyof OperationSettings['ports']>>;

/** Where traces go. */
export const tracingSettings = z.strictObject({
  endpoint: z
    .string()
    .refine((text) => {
      const url = URL.parse(text);
      return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && !/[?#\s]/.test(text);
    }, 'an address reads http://127.0.0.1:4318/v1/traces, without a user and a query')
    .describe(
      'Where a collector takes OTLP over HTTP. Headers that it asks for come from `OTEL_EXPORTER_OTLP_HEADERS`.',
    ),
  sampleRatio: z
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .describe('Share of the requests that begin a trace which is sent.'),
  acceptTraceparent: z
    .boolean()
    .default(false)
    .describe(
      'Whether a request goes on with the trace that its caller names (W3C `traceparent`). Only where every caller is one’s own.',
    ),
});

export type TracingSettings = z.output<typeof tracingSettings>;

/** The setting that says a role's port, and the port. */
export function operationPort({ ports }: OperationSettings, role: RoleName): { setting: string; port: number } {
  return { setting: `operation.ports.${PORT_OF[role]}`, port: ports[PORT_OF[role]] };
}
