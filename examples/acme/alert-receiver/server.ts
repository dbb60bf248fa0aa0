import { parseArgs } from 'node:util';
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

const server = alertReceiver(secret, (alert) => console.log(alertLine(alert)));
server.once('error', (error: NodeJS.ErrnoException) => {
  const why =
    error.code === 'EADDRINUSE'
      ? `port ${port} on ${host} is taken by another process: stop it, or choose another with --port`
      : error.message;
  console.error(`the alert receiver can't start: ${why}`);
  process.exit(1);
});
server.listen(Number(port), host, () => process.send?.({ kind: 'ready', url: `http://${host}:${port}` }));

const stop = (): void => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
};
process.once('SIGTERM', stop);
if (process.send === undefined) process.once('SIGINT', stop);
else {
  // A child of the example's starter: Ctrl-C reaches the whole process group, and the starter says when it is our turn.
  process.on('SIGINT', () => undefined);
  process.once('disconnect', stop);
}
