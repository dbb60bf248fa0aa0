import { nameOfClient } from '../client-reading.ts';
import { partOfClient, publicBecause } from './reading.ts';
import type { WarningRule } from './types.ts';

export const rotationWithoutCredential: WarningRule = {
  id: 'rotation-without-credential',
  severity: 'warning',
  title: 'A rotation is said of what the client doesn’t have',
  why:
    'What the policy says of rotation is what an auditor counts. A public client has no secret to replace, and a client without refresh_token no refresh token: ' +
    'a line there says that something is done which nobody can do. ' +
    'Mostly the line is right and something else is not: the kind, or a grant type that went.',
  control: ['AC-11'],
  bad: `clients:
  shop:
    kind: public
    owner: p-1
    author: p-1
    purpose: The shop on the web.
    grantTypes: [authorization_code]
    redirectUris: [https://shop.example/callback]
    standing: [orders:read]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }  # found: 90
    expires: 2027-06-30T00:00:00Z
  warehouse:
    kind: machine
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    maxTtlSeconds: 600
    rotation: { refreshTokenDays: 14 }  # found: 14
    expires: 2027-06-30T00:00:00Z
`,
  good: `clients:
  shop:
    kind: public
    owner: p-1
    author: p-1
    purpose: The shop on the web.
    grantTypes: [authorization_code, refresh_token]
    redirectUris: [https://shop.example/callback]
    standing: [orders:read]
    maxTtlSeconds: 600
    rotation: { refreshTokenDays: 14 }
    expires: 2027-06-30T00:00:00Z
  warehouse:
    kind: machine
    owner: p-1
    author: p-1
    purpose: Marks orders as packed and sent.
    grantTypes: [client_credentials]
    standing: [orders:read]
    maxTtlSeconds: 600
    rotation: { secretDays: 90 }
    expires: 2027-06-30T00:00:00Z
`,
  find({ clients }) {
    return clients.flatMap((client) => {
      const { secretDays, refreshTokenDays } = client.rotation ?? {};
      const because = publicBecause(client);
      return [
        ...(secretDays !== undefined && because !== null
          ? [
              {
                ...partOfClient(client, 'rotation', 'secretDays'),
                message: `${nameOfClient(client)} ${because}, and has no secret to replace`,
                help: 'Remove secretDays, or say of the client what it is: kind: confidential and a grant by which it shows its secret.',
              },
            ]
          : []),
        ...(refreshTokenDays !== undefined && !client.grantTypes.includes('refresh_token')
          ? [
              {
                ...partOfClient(client, 'rotation', 'refreshTokenDays'),
                message: `${nameOfClient(client)} has no refresh_token among its grant types, and so no refresh token to replace`,
                help: 'Remove refreshTokenDays.',
              },
            ]
          : []),
      ];
    });
  },
};
