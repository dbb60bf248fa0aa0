import { parentPort } from 'node:worker_threads';
import { serveScans } from './serve-scans.ts';

// A worker thread's program: `worker-pool.ts` starts it.
if (parentPort !== null)
  await serveScans(parentPort, async () => (await import('../listed-extractors.ts')).listedExtractors);
