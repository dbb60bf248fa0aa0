import type { Server } from 'node:http';
import { GatewayError, type Listening, listen } from '../../gateway/index.ts';
import { AppError } from '../app-error.ts';
import { parseAddress } from '../configuration-schema.ts';

/** Listens where a setting says. @throws AppError `role_failed`, which names the setting */
export async function listenFor(server: Server, address: string, setting: string): Promise<Listening> {
  const parsed = parseAddress(address);
  if (parsed === null) throw new AppError('configuration_invalid', `${setting} is no address: ${address}.`);
  try {
    return await listen(server, parsed);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    throw new AppError('role_failed', `${sentence(error.message)} (${setting} in the configuration).`, error);
  }
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
