import type { Entry, ReadLogFile } from '../entries/index.ts';
import { loadOpenApi, OperationsError } from '../operations/index.ts';
import { digestOfBytes } from '../proof/index.ts';
import type { MappingContext } from './types.ts';

/** OpenAPI documents whose operations are remembered: those of an environment's APIs, and of the ones before. */
const REMEMBERED = 32;

/** The methods of operations, by the OpenAPI documents that entries name, which stand beside the log. */
export class OperationMethods implements MappingContext {
  readonly #read: ReadLogFile;
  readonly #documents = new Map<string, ReadonlyMap<string, string>>();

  constructor(read: ReadLogFile) {
    this.#read = read;
  }

  /** Reads what `methodOf` is asked for this entry. A document that isn't there, or isn't the one that was named, has no operations. */
  async prepare({ digests }: Pick<Entry, 'digests'>): Promise<void> {
    const digest = digests['openapi'];
    if (digest === undefined || this.#documents.has(digest)) return;
    const bytes = await this.#read(`blob/${digest.replace(':', '/')}`);
    if (this.#documents.size >= REMEMBERED) this.#documents.delete([...this.#documents.keys()][0] as string);
    this.#documents.set(digest, bytes !== null && digestOfBytes(bytes) === digest ? methodsOf(bytes) : new Map());
  }

  methodOf(openApi: string, operation: string): string | null {
    return this.#documents.get(openApi)?.get(operation) ?? null;
  }
}

function methodsOf(bytes: Uint8Array): ReadonlyMap<string, string> {
  try {
    const { operations } = loadOpenApi(Buffer.from(bytes).toString(), { path: 'openapi' });
    return new Map(operations.map(({ name, method }) => [name, method]));
  } catch (error) {
    if (error instanceof OperationsError) return new Map();
    throw error;
  }
}
