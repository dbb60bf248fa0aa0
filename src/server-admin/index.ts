export { askKeycloak, type KeycloakQuery } from './keycloak.ts';
export { ServerAdminError, type ServerAdminErrorCode } from './server-admin-error.ts';
