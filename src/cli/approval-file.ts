import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Definition } from '../policy/index.ts';

const MAX_NAME_IN_FILE = 100;

/** The folder of a policy's approvals: those of an overlay's environment apart, for they are of definitions of its own. */
export function approvalsFolder(folder: string, environment: string, writtenFor: string | null): string {
  return environment === writtenFor ? join(folder, 'approvals') : join(folder, 'approvals', environment);
}

/** Where the approval of a definition by a person stands among approvals: a `.note`, or the `.approval` text of an SSH signature. */
export function approvalFile(
  approvals: string,
  definition: Definition,
  person: string,
  extension: 'note' | 'approval',
): string {
  return join(approvals, `${fileName(definition)}.${person}.${extension}`);
}

/**
 * The name of a definition's file. Every file system takes it, also one that doesn't tell cases apart: capitals are escaped, and a
 * name too long for a file is cut and told apart by its digest.
 */
function fileName({ kind, name, digest }: Definition): string {
  const escaped = name.replace(/[^a-z0-9_-]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  const short =
    escaped.length > MAX_NAME_IN_FILE ? `${escaped.slice(0, MAX_NAME_IN_FILE)}~${digest.slice(-16)}` : escaped;
  return `${kind}.${short}`;
}

/** Writes a file whole or not at all, and its folder where there is none. */
export async function writeApprovalFile(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

/** Writes the text of an approval, and its signature beside it, which is never that of an earlier text. */
export async function writeSshApproval(file: string, text: string, signature: string | null): Promise<void> {
  await rm(`${file}.sig`, { force: true });
  await writeApprovalFile(file, text);
  if (signature !== null) await writeApprovalFile(`${file}.sig`, signature);
}
