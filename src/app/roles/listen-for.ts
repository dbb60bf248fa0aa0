import type { Server } from 'node:http';
import { GatewayError, type Listening, listen } from '../../gateway/index.ts';
import { AppError } from '../app-error.ts';
import { followCertificate } from '../certificate-files.ts';
import { parseAddress } from '../configuration-schema.ts';
import type { TlsSettings } from '../guard-settings.ts';
import type { RoleContext } from './role.ts';

/** Where something is to listen, and what its setting is called. */
export interface ListenFor {
  readonly listen: string;
  readonly tls: TlsSettings | null;
  /** The part of the configuration that says so: `issuerGuard`. */
  readonly at: string;
  /** What the server is called in metrics. */
  readonly name: string;
}

/** Listens where a setting says. @throws AppError `role_failed`, which names the setting */
export async function listenFor(
  { notice, onReload, operation }: Pick<RoleContext, 'notice' | 'onReload' | 'operation'>,
  server: Server,
  { listen: address, tls, at, name }: ListenFor,
): Promise<Listening> {
  const parsed = parseAddress(address);
  if (parsed === null) throw new AppError('configuration_invalid', `${at}.listen is no address: ${address}.`);
  const files =
    tls === null
      ? null
      : followCertificate(server, {
          ...{ settings: tls, setting: `${at}.tls`, notice, clock: Date.now },
          onLooked(outcome, endsAt) {
            operation.metrics?.count('ambit_tls_certificates_total', { server: name, outcome });
            if (endsAt !== null)
              operation.metrics?.set('ambit_tls_certificate_expiry_timestamp_seconds', { server: name }, endsAt / 1000);
          },
        });
  try {
    const listening = await listen(server, parsed, files?.front.server);
    if (files !== null) onReload(files.reload);
    return {
      ...listening,
      close(graceSeconds) {
        files?.close();
        return listening.close(graceSeconds);
      },
    };
  } catch (error) {
    files?.close();
    if (!(error instanceof GatewayError)) throw error;
    throw new AppError('role_failed', `${sentence(error.message)} (${at}.listen in the configuration).`, error);
  }
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
