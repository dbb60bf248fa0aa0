export { callManagement, type ManagementRequest } from './management-client.ts';
export { ManagementError, type ManagementErrorCode } from './management-error.ts';
export { type ManagementServer, managementApi, startManagementServer } from './management-server.ts';
export type { ManagementContext, PolicyActivation } from './routes/route.ts';
