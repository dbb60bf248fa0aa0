import { parseArgs } from 'node:util';
import { serve } from '../serve.ts';
import { alertLine, alertReceiver } from './receiver.ts';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '4420' }, host: { type: 'string', default: '127.0.0.1' } },
});
const { port, host } = values;
const secret = process.env['ACME_ALERT_SECRET'];
if (secret === undefined) {
  console.error('usage: ACME_ALERT_SECRET=whsec_… server.ts [--port 4420] [--host 127.0.0.1]');
  process.exit(2);
}

serve(
  alertReceiver(secret, (alert) => console.log(alertLine(alert))),
  { name: 'alert receiver', port: Number(port), host },
);
