export { GatewayError, type GatewayErrorCode } from './gateway-error.ts';
export type * from './types.ts';
