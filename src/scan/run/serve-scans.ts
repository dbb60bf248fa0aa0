import type { MessagePort } from 'node:worker_threads';
import type { ListedExtractor, ScanResult } from '../types.ts';
import { FileScanner } from './file-scanner.ts';
import { unpacked } from './listed-file.ts';
import type { Batch, BatchResult, ToWorker, WorkerTask } from './protocol.ts';

/** What a worker does: takes one batch after another, and says by its progress cell at which file it is. */
export async function serveScans(port: MessagePort, load: () => Promise<readonly ListedExtractor[]>): Promise<void> {
  const messages: ToWorker[] = [];
  let wake = (): void => {};
  // Listened to before anything is loaded, or the first message would be lost.
  port.on('message', (message: ToWorker) => {
    messages.push(message);
    wake();
  });
  const extractors = await load();
  let task: WorkerTask | null = null;
  let scanners: FileScanner[] = [];
  for (;;) {
    const message = messages.shift();
    if (message === undefined)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    else if (message.kind === 'task') {
      task = message.task;
      const { roots, maxFileBytes } = task;
      scanners = roots.map(
        ({ folder, files }) => new FileScanner(extractors, { folder, files: unpacked(files), maxFileBytes }),
      );
    } else if (task !== null) port.postMessage(await scanBatch(message.batch, scanners, task.progress));
  }
}

async function scanBatch(
  { root, files }: Batch,
  scanners: readonly FileScanner[],
  progress: Int32Array,
): Promise<BatchResult> {
  const found: { file: number; result: ScanResult }[] = [];
  for (const [at, file] of files.entries()) {
    Atomics.store(progress, 0, at + 1);
    const result = await scanners[root]?.scan(file);
    if (result) found.push({ file, result });
  }
  Atomics.store(progress, 0, 0);
  return { found };
}
