import { join } from 'node:path';
import type { Configuration } from './configuration.ts';
import type { DataDirectory } from './data-directory.ts';
import { socketPathFor } from './socket-path.ts';

/** Where the management API listens: the configured path, or `run/management.sock`; a shorter one where that is too long. */
export function managementSocket({ management }: Pick<Configuration, 'management'>, directory: DataDirectory): string {
  return socketPathFor(management.socket ?? join(directory.run, 'management.sock'));
}
