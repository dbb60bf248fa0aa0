import { identifyPolicy } from '../../policy/index.ts';
import { ISSUER, sampleClient, samplePolicy, sampleScope } from './sample-policy.ts';

export const DEADLINE = '2027-06-30T00:00:00Z';
const DIGITS = { account: { characters: 'digits', maxLength: 4 } } as const;

/** A policy whose scopes include others, are replaced, have parts, or are of one issuer. */
export const hierarchyPolicy = identifyPolicy(
  samplePolicy({
    issuers: [
      { issuer: 'https://other.example', level: 'guarded', mode: 'enforce' },
      { issuer: ISSUER, level: 'guarded', mode: 'enforce' },
    ],
    scopes: [
      sampleScope('orders:all', {
        implies: ['orders:write'],
        replacedBy: { scopes: ['orders:read', 'orders:write'], deadline: DEADLINE },
      }),
      sampleScope('orders:elsewhere', { issuers: ['https://other.example'] }),
      sampleScope('orders:of:{account}:read', { parameters: DIGITS }),
      sampleScope('orders:of:{account}:write', { parameters: DIGITS, implies: ['orders:of:{account}:read'] }),
      sampleScope('orders:read', { maxTtlSeconds: 60 }),
      sampleScope('orders:write', { implies: ['orders:read'] }),
    ],
    clients: [
      sampleClient('accounts', { standing: ['orders:of:{account}:write'] }),
      sampleClient('one-account', { standing: ['orders:of:7:write'] }),
      sampleClient('old', { standing: ['orders:all'], overBroad: 'narrow' }),
      sampleClient('reader', { standing: ['orders:read'] }),
      sampleClient('lifted', { standing: [], eligible: ['orders:write'] }),
      sampleClient('writer', { standing: ['orders:write'] }),
      sampleClient('foreign', { standing: ['orders:elsewhere'] }),
    ],
  }).policy,
);
