export { AppError, type AppErrorCode } from './app-error.ts';
export { CONFIGURATION_FILE, type Configuration, parseConfiguration, readConfiguration } from './configuration.ts';
export { configurationSchema, parseAddress } from './configuration-schema.ts';
export { type DataDirectory, dataDirectoryAt, openDataDirectory } from './data-directory.ts';
export { replaceFile } from './durable-file.ts';
export { fingerprinterOf } from './fingerprinter.ts';
export { logVerifierKey, logVerifierKeys, sealedMasterKey, writerPrivateKey } from './keys.ts';
export { logKeyAnswer, logKeyring, orderLogKeys, waitingLogKeyOrder } from './log-keyring.ts';
export { managementSocket } from './management-socket.ts';
export { hasTerminal, onceThenForce } from './process/attended.ts';
export {
  type SupervisedProcess,
  type SupervisedProcessOptions,
  superviseProcess,
} from './process/supervised-process.ts';
export { type RunRoleOptions, runRole } from './role-process.ts';
export { isRoleName, ROLES, type RoleName } from './roles/index.ts';
export { takeInstanceLock } from './single-instance.ts';
export { type Running, type SuperviseOptions, type Supervisor, superviseAmbit } from './supervisor.ts';
export { VERSION } from './version.ts';
export { type RunningWitness, startWitnessProcess, type WitnessProcessOptions } from './witness-process.ts';
