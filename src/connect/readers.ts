import { auth0Reader } from './auth0.ts';
import { ConnectError } from './connect-error.ts';
import { discoveryReader } from './discovery.ts';
import { hydraReader } from './hydra.ts';
import { keycloakReader } from './keycloak.ts';
import { krakendReader } from './krakend.ts';
import { oidcProviderReader } from './oidc-provider.ts';
import { openApiReader } from './open-api.ts';
import type { SourceFile } from './source-file.ts';
import { terraformReader } from './terraform/index.ts';
import type { Inventory, Reader } from './types.ts';

/** Every reader. A file is read by the first that recognises it. */
export const readers: readonly Reader[] = [
  terraformReader,
  openApiReader,
  discoveryReader,
  keycloakReader,
  oidcProviderReader,
  krakendReader,
  auth0Reader,
  hydraReader,
];

/** The reader of a file; null where there is none. */
export function readerOf(file: SourceFile): Reader | null {
  return readers.find((reader) => reader.recognises(file)) ?? null;
}

/**
 * Reads files of any kinds, each reader all of its own together.
 *
 * @throws ConnectError `unrecognised` where no reader takes a file; what the readers throw
 */
export function readInventories(files: readonly SourceFile[]): readonly Inventory[] {
  const byReader = new Map<Reader, SourceFile[]>();
  for (const file of files) {
    const reader = readerOf(file);
    if (reader === null)
      throw new ConnectError(
        'unrecognised',
        { file: file.path, line: 1, column: 1 },
        `this is nothing that Ambit reads. It reads: ${readers.map(({ title }) => title).join('; ')}`,
      );
    byReader.set(reader, [...(byReader.get(reader) ?? []), file]);
  }
  return readers.flatMap((reader) => (byReader.has(reader) ? reader.read(byReader.get(reader) ?? []) : []));
}
