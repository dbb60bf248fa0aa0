export { type Cookies, cookiesFor, readCookie } from './cookies.ts';
export { type IdentityProvider, identityProvider } from './identity-provider.ts';
export { SessionError, type SessionErrorCode } from './session-error.ts';
export { addSessionRoutes } from './session-routes.ts';
export { type SessionService, sessionService } from './session-service.ts';
