import { z } from 'zod';
import { mode, percent, sentence } from './values.ts';

export const issuer = z
  .strictObject({
    level: z
      .enum(['guarded', 'hooked', 'observed'])
      .describe(
        'How Ambit meets it: its traffic passes a guard, it asks at issue, or its configuration and logs are read.',
      ),
    description: sentence.exactOptional().describe('Which authorization server it is, for who reads the policy.'),
    tenant: z
      .string()
      .regex(/^[\x21-\x7e]{1,100}$/, 'a name without spaces')
      .exactOptional()
      .describe('The tenant, realm or directory, where one server has several: each has an issuer of its own.'),
    mode: mode
      .default('enforce')
      .describe(
        'For clients that do not say, and for clients that the policy does not know. `observe` refuses nothing for policy’s sake.',
      ),
    canary: z
      .strictObject({
        percent: percent.exactOptional(),
        clients: z
          .array(z.string())
          .min(1)
          .max(1000)
          .exactOptional()
          .describe('Clients that are enforced all the same, by their names in the policy.'),
      })
      .exactOptional()
      .describe('Of an issuer that observes: what is enforced already, of clients that do not say and of strangers.'),
  })
  .describe('An authorization server, by its issuer identifier (RFC 8414 §2).');
