import { resolve } from 'node:path';
import { consoleServer, identityProvider, type ManagementContext, sessionService } from '../../http/index.ts';
import { pseudonymOf } from '../../ledger/index.ts';
import { AppError } from '../app-error.ts';
import type { Configuration } from '../configuration.ts';
import { parseAddress } from '../configuration-schema.ts';
import { secretKey } from '../keys.ts';
import { readSecret } from '../secret.ts';
import type { RoleContext } from './role.ts';

/** Where `npm run console` puts the built pages. */
const FOLDER = resolve(import.meta.dirname, '../../../dist/console');

export interface RunningConsole {
  readonly facts: readonly string[];
  readonly openRecovery: NonNullable<ManagementContext['openRecovery']>;
  close(): Promise<void>;
}

/**
 * Serves the console. It comes up whether the authorization server answers or not.
 *
 * @throws AppError `role_failed` where its address is taken
 */
export async function startConsole(
  { configuration, directory, env, fault, operation }: RoleContext,
  settings: NonNullable<Configuration['console']>,
  context: Omit<ManagementContext, 'openRecovery'>,
): Promise<RunningConsole> {
  const { listen, publicUrl, clientId, clientSecret, scopes, idleMinutes, sessionHours } = settings;
  const { issuer } = configuration.authorizationServer;
  const pseudonymKey = secretKey(directory, 'pseudonym');
  const service = sessionService({
    store: context.store,
    writer: context.writer,
    activePolicy: context.activePolicy,
    provider: identityProvider({
      issuer,
      clientId,
      clientSecret: clientSecret === null ? null : readSecret(clientSecret, 'console.clientSecret', env),
      redirectUri: new URL('/session/callback', publicUrl).href,
      scopes,
    }),
    issuer,
    publicUrl,
    pseudonymOf: (subject) => pseudonymOf(pseudonymKey, issuer, subject),
    idleSeconds: idleMinutes * 60,
    lifeSeconds: sessionHours * 3600,
    clock: Date.now,
  });
  const openRecovery = (): ReturnType<typeof service.openRecovery> => service.openRecovery();
  const server = consoleServer({
    context: { ...context, openRecovery },
    service,
    publicUrl,
    folder: FOLDER,
    onFault: fault,
  });
  operation.measureServer(server.server, 'console');
  const address = parseAddress(listen);
  if (address === null) throw new AppError('configuration_invalid', `console.listen is no address: ${listen}.`);
  try {
    await server.listen(address);
  } catch (error) {
    await server.close();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new AppError(
      'role_failed',
      `${listen} is taken by another process: stop it, or choose another address (console.listen in the configuration).`,
      error,
    );
  }
  return { facts: [`the console is at ${publicUrl}`], openRecovery, close: () => server.close() };
}
