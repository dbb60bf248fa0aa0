/** A resource server as the authorization server knows it. Every client may ask for every scope: the policy is elsewhere. */
export interface ResourceServer {
  readonly audience: string;
  readonly scopes: readonly string[];
  readonly tokenFormat: 'jwt' | 'opaque';
}

export const orders: ResourceServer = {
  audience: 'https://orders.acme.example',
  scopes: ['orders:read', 'orders:write', 'orders:refund'],
  tokenFormat: 'jwt',
};

export const customers: ResourceServer = {
  audience: 'https://customers.acme.example',
  scopes: ['customers:read', 'customers:export', 'customers:pii'],
  tokenFormat: 'opaque',
};

export const resourceServers: readonly ResourceServer[] = [orders, customers];

/** Audiences of the resource servers that these scopes belong to; that of the orders where no scope is asked for. */
export function audiencesOf(scope: string | undefined): readonly string[] {
  if (scope === undefined || scope === '') return [orders.audience];
  const asked = scope.split(' ');
  return resourceServers
    .filter(({ scopes }) => scopes.some((one) => asked.includes(one)))
    .map(({ audience }) => audience);
}
