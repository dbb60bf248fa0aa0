import { parseArgs } from 'node:util';
import { serve } from '../serve.ts';
import { storefront } from './storefront.ts';

const { values } = parseArgs({
  options: {
    issuer: { type: 'string' },
    orders: { type: 'string' },
    port: { type: 'string', default: '4480' },
    host: { type: 'string', default: '127.0.0.1' },
  },
});
const { issuer, orders, port, host } = values;
const clientSecret = process.env['ACME_STOREFRONT_SECRET'];
if (issuer === undefined || orders === undefined || clientSecret === undefined) {
  console.error('usage: ACME_STOREFRONT_SECRET=… server.ts --issuer URL --orders URL [--port 4480] [--host 127.0.0.1]');
  process.exit(2);
}
const publicUrl = `http://${host}:${port}`;
const server = storefront({ issuer, publicUrl, clientId: 'storefront', clientSecret, orders });
serve(server, { name: 'storefront', port: Number(port), host });
