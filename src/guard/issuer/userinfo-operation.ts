import { putBlob } from '../../ledger/index.ts';
import { loadOpenApi, type Operation } from '../../operations/index.ts';
import type { Store } from '../../store/index.ts';

/** What the userinfo endpoint is, as an API says it: by this a use of it is decided again, and it is kept with the ledger. */
const DOCUMENT = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'OpenID Connect UserInfo Endpoint', version: '1.0' },
  paths: {
    '/userinfo': {
      get: {
        operationId: 'userinfo',
        summary: 'Claims about the person who signed in (OpenID Connect Core, section 5.3)',
        security: [{ openid: ['openid'] }],
        responses: { 200: { description: 'Claims' } },
      },
    },
  },
  components: {
    securitySchemes: {
      openid: { type: 'openIdConnect', openIdConnectUrl: 'https://issuer.example/.well-known/openid-configuration' },
    },
  },
});

export interface UserinfoOperation {
  readonly operation: Operation;
  /** Digest of the document that has it, which is durable. */
  readonly digest: string;
}

const known = new WeakMap<Store, Promise<UserinfoOperation>>();

/** The one operation of the userinfo endpoint. Its document is durable once it resolves. */
export async function userinfoOperation(store: Store): Promise<UserinfoOperation> {
  let described = known.get(store);
  if (described === undefined) {
    described = describe(store);
    known.set(store, described);
    // The database was away: the next one tries again.
    described.catch(() => known.delete(store));
  }
  return await described;
}

async function describe(store: Store): Promise<UserinfoOperation> {
  const digest = await putBlob(store, Buffer.from(DOCUMENT));
  const [operation] = loadOpenApi(DOCUMENT, { path: 'userinfo.json' }).operations;
  if (operation === undefined) throw new Error('the document has no operation');
  return { operation, digest };
}
