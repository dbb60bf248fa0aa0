export { GatewayError, type GatewayErrorCode } from './gateway-error.ts';
export { answerGatewayError, createGatewayServer, type GatewayServerOptions } from './gateway-server.ts';
export { listen } from './listen.ts';
export { onceClosed } from './once-closed.ts';
export { readBody } from './request-body.ts';
export { publicHostsOf, readHead, requireContentType } from './request-head.ts';
export { type CertificatePair, checkCertificate, type TlsFront, tlsFront } from './tls.ts';
export type * from './types.ts';
export { createUpstream, headerOf } from './upstream.ts';
