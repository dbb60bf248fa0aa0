import { parseArgs } from 'node:util';
import { endWhenTold } from '../serve.ts';
import { startAuthorizationServer } from './authorization-server.ts';

const { values } = parseArgs({
  options: {
    issuer: { type: 'string' },
    port: { type: 'string', default: '4410' },
    host: { type: 'string', default: '127.0.0.1' },
    data: { type: 'string' },
    'access-token-seconds': { type: 'string', default: '300' },
  },
});
if (values.issuer === undefined || values.data === undefined) {
  console.error(
    'usage: server.ts --issuer URL --data DIRECTORY [--port 4410] [--host 127.0.0.1] [--access-token-seconds 300]',
  );
  process.exit(2);
}

const server = await startAuthorizationServer({
  issuer: values.issuer,
  host: values.host,
  port: Number(values.port),
  dataDirectory: values.data,
  accessTokenSeconds: Number(values['access-token-seconds']),
  onError: (error) => console.error(`authorization server: ${error.name}: ${error.message}`),
}).catch((error: NodeJS.ErrnoException) => {
  const why =
    error.code === 'EADDRINUSE'
      ? `port ${values.port} on ${values.host} is taken by another process: stop it, or choose another with --port`
      : error.message;
  console.error(`the authorization server can't start: ${why}`);
  process.exit(1);
});

endWhenTold(() => void server.close().then(() => process.exit(0)));
process.send?.({ kind: 'ready', url: server.url });
console.log(`authorization server at ${server.url} for the issuer ${values.issuer}`);
