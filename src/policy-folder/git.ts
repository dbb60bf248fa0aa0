import { spawn, spawnSync } from 'node:child_process';
import { PolicyFolderError } from './policy-folder-error.ts';

const MAX_BYTES = 256 * 1024 * 1024;
const MAX_COMPLAINT = 400;
/** Nothing is asked of a terminal. */
const ENVIRONMENT = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' };

/** What git answers, without a shell; null where it says no. Nothing is fetched. */
export function git(folder: string, args: readonly string[], input = ''): Buffer | null {
  const { status, stdout, error } = spawnSync('git', ['-C', folder, ...args], {
    input,
    maxBuffer: MAX_BYTES,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, ...ENVIRONMENT, GIT_NO_LAZY_FETCH: '1' },
  });
  if (error !== undefined) throw unavailable(error);
  return status === 0 ? stdout : null;
}

/** Runs git for as long as it may take; null where it did what it was told, else what it says, on one line. */
export function gitAtLength(
  folder: string,
  args: readonly string[],
  { milliseconds, signal }: { readonly milliseconds: number; readonly signal: AbortSignal },
): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const ended = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
    const child = spawn('git', ['-C', folder, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...ENVIRONMENT },
      signal: ended,
    });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = `${complaint}${chunk}`.slice(-MAX_COMPLAINT);
    });
    child.on('error', (error) => {
      if (ended.aborted) resolve(`it took longer than ${milliseconds / 1000} s`);
      else reject(unavailable(error));
    });
    child.on('close', (status) => {
      const said = complaint.trim().split('\n').at(-1) ?? '';
      resolve(status === 0 ? null : said.replaceAll(/[^\x20-\x7e]/g, '?') || 'it did not say why');
    });
  });
}

function unavailable(error: Error): PolicyFolderError {
  return new PolicyFolderError(
    'git_unavailable',
    `git can't be run (${(error as NodeJS.ErrnoException).code ?? error.message}): install it, or name a folder.`,
    error,
  );
}
