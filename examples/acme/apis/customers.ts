import { type Api, notFound } from './api.ts';

interface Customer {
  readonly customerId: string;
  readonly name: string;
  readonly account: 'open' | 'closed';
  readonly contact: { readonly address: string; readonly telephone: string; readonly dateOfBirth: string };
}

/** Invented people. */
const CUSTOMERS: readonly Customer[] = [
  {
    customerId: '501',
    name: 'Wilma Kojote',
    account: 'open',
    contact: { address: '1 Canyon Road', telephone: '+1 555 0100', dateOfBirth: '1979-09-17' },
  },
  {
    customerId: '502',
    name: 'Renn Kuckuck',
    account: 'open',
    contact: { address: '2 Desert Highway', telephone: '+1 555 0101', dateOfBirth: '1984-05-02' },
  },
  {
    customerId: '503',
    name: 'Elmer Jagd',
    account: 'closed',
    contact: { address: '3 Forest Lane', telephone: '+1 555 0102', dateOfBirth: '1961-03-02' },
  },
];

/** The customers of the company. */
export function customersApi(): Api {
  const find = (customerId = '') => CUSTOMERS.find((customer) => customer.customerId === customerId);
  const withoutContact = ({ contact: _, ...customer }: Customer) => customer;
  return {
    name: 'customers',
    operations: [
      { method: 'GET', path: /^\/health$/, operation: () => ({ status: 200, body: { ok: true } }) },
      { method: 'GET', path: /^\/customers$/, operation: () => ({ status: 200, body: CUSTOMERS.map(withoutContact) }) },
      { method: 'GET', path: /^\/customers\/export$/, operation: () => ({ status: 200, body: CUSTOMERS }) },
      {
        method: 'GET',
        path: /^\/customers\/([^/]+)$/,
        operation: ({ parameters: [customerId] }) => {
          const customer = find(customerId);
          return customer === undefined ? notFound : { status: 200, body: withoutContact(customer) };
        },
      },
      {
        method: 'GET',
        path: /^\/customers\/([^/]+)\/contact$/,
        operation: ({ parameters: [customerId] }) => {
          const customer = find(customerId);
          return customer === undefined ? notFound : { status: 200, body: customer.contact };
        },
      },
    ],
  };
}
