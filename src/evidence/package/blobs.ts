import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadOpenApi, type OperationMap } from '../../operations/index.ts';
import type { IdentifiedPolicy } from '../../policy/index.ts';
import { digestOfBytes, isDigest } from '../../proof/index.ts';
import { blobFile, LIMITS } from './layout.ts';
import { parsePolicy } from './parse-policy.ts';

/**
 * Blobs that entries name, read when a test asks for one. Only digests of signed entries are asked for, and bytes that don't have
 * theirs are as good as missing; that they are is a fault of the package, which is found on its own.
 */
export class PackageBlobs {
  readonly #directory: string;
  readonly #policies = new Map<string, IdentifiedPolicy | null>();
  readonly #operations = new Map<string, OperationMap | null>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  policyOf(digest: string): IdentifiedPolicy | null {
    let policy = this.#policies.get(digest);
    if (policy === undefined) {
      const bytes = this.#read(digest);
      const parsed = bytes === null ? null : parsePolicy(bytes);
      policy = parsed === null ? null : { digest, policy: parsed };
      this.#policies.set(digest, policy);
    }
    return policy;
  }

  operationsOf(digest: string): OperationMap | null {
    let operations = this.#operations.get(digest);
    if (operations === undefined) {
      operations = this.#loadOperations(digest);
      this.#operations.set(digest, operations);
    }
    return operations;
  }

  #loadOperations(digest: string): OperationMap | null {
    const bytes = this.#read(digest);
    try {
      return bytes === null ? null : loadOpenApi(Buffer.from(bytes).toString(), { path: blobFile(digest) });
    } catch {
      return null;
    }
  }

  #read(digest: string): Uint8Array | null {
    if (!isDigest(digest)) return null;
    const path = join(this.#directory, blobFile(digest));
    try {
      const found = lstatSync(path);
      if (!found.isFile() || found.size > LIMITS.blobBytes) return null;
      const bytes = readFileSync(path);
      return digestOfBytes(bytes) === digest ? bytes : null;
    } catch {
      return null;
    }
  }
}
