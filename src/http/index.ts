export { type ConsoleServerOptions, consoleServer } from './console-server.ts';
export { type LedgerVerification, ledgerVerification } from './ledger-verification.ts';
export { type LogFile, readLogFile } from './log-files.ts';
export { logServer } from './log-server.ts';
export { callManagement, type ManagementRequest } from './management-client.ts';
export { ManagementError, type ManagementErrorCode } from './management-error.ts';
export { type ManagementServer, managementApi, startManagementServer } from './management-server.ts';
export type { EmpoweredOperation, ManagementContext, PolicyActivation, RecoveryLink } from './routes/route.ts';
export { identityProvider, type SessionService, sessionService } from './session/index.ts';
