import { parseArgs } from 'node:util';
import { providerConfiguration } from './provider-configuration.ts';

/**
 * Prints the server's configuration as JSON, for `ambit preflight` and `ambit init`: what `JSON.stringify` leaves of it. There is no
 * secret in it, for it is made without any.
 *
 *     node tools/node24.js examples/acme/authorization-server/export.ts --issuer http://127.0.0.1:4400
 */
const { values } = parseArgs({
  options: { issuer: { type: 'string' }, 'access-token-seconds': { type: 'string', default: '300' } },
});
if (values.issuer === undefined) {
  console.error('usage: export.ts --issuer URL [--access-token-seconds 300]');
  process.exit(2);
}
const {
  jwks: _,
  cookies: __,
  ...configuration
} = providerConfiguration({
  credentials: { users: [], clients: [] },
  keys: { jwks: { keys: [] }, cookieKeys: [], recordIdKey: '', recordContentKey: '' } as never,
  records: { adapter: undefined, close: () => undefined } as never,
  accessTokenSeconds: Number(values['access-token-seconds']),
  redirectUris: {},
  changeClaims: null,
  moreFeatures: {},
  clientChanges: {},
});
console.log(JSON.stringify({ issuer: values.issuer, ...configuration }, null, 2));
