import { type Api, notFound, readJson } from './api.ts';

interface Order {
  readonly orderId: string;
  state: 'placed' | 'packed' | 'sent' | 'refunded';
  readonly items: readonly { readonly article: string; readonly quantity: number }[];
  readonly totalCents: number;
}

const FIRST_ORDER = 1001;
const PRICE_CENTS = 1290;

/** The orders of the company, kept for as long as the process runs. */
export function ordersApi(): Api {
  const orders = new Map<string, Order>();
  const place = (items: Order['items'], state: Order['state'] = 'placed'): Order => {
    const quantity = items.reduce((sum, item) => sum + item.quantity, 0);
    const order: Order = {
      orderId: String(FIRST_ORDER + orders.size),
      state,
      items,
      totalCents: quantity * PRICE_CENTS,
    };
    orders.set(order.orderId, order);
    return order;
  };
  place([{ article: 'anvil', quantity: 1 }], 'sent');
  place([{ article: 'rocket skates', quantity: 2 }], 'packed');
  place([{ article: 'giant magnet', quantity: 1 }]);

  return {
    name: 'orders',
    operations: [
      { method: 'GET', path: /^\/health$/, operation: () => ({ status: 200, body: { ok: true } }) },
      { method: 'GET', path: /^\/orders$/, operation: () => ({ status: 200, body: [...orders.values()] }) },
      {
        method: 'POST',
        path: /^\/orders$/,
        operation: async ({ request }) => {
          const items = itemsOf(await readJson(request));
          return items === null
            ? { status: 400, body: { error: 'invalid_order' } }
            : { status: 201, body: place(items) };
        },
      },
      {
        method: 'GET',
        path: /^\/orders\/([^/]+)$/,
        operation: ({ parameters: [orderId = ''] }) => {
          const order = orders.get(orderId);
          return order === undefined ? notFound : { status: 200, body: order };
        },
      },
      {
        method: 'POST',
        path: /^\/orders\/([^/]+)\/refund$/,
        operation: ({ parameters: [orderId = ''] }) => {
          const order = orders.get(orderId);
          if (order === undefined) return notFound;
          order.state = 'refunded';
          return { status: 200, body: order };
        },
      },
    ],
  };
}

function itemsOf(body: unknown): Order['items'] | null {
  const items = (body as { items?: unknown } | null)?.items;
  if (!Array.isArray(items) || items.length === 0) return null;
  const valid = items.every(
    (item: { article?: unknown; quantity?: unknown } | null) =>
      typeof item?.article === 'string' && Number.isInteger(item.quantity) && Number(item.quantity) > 0,
  );
  return valid ? (items as Order['items']) : null;
}
