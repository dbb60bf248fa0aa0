import type { Server } from 'node:http';

/** Serves until told to end: alone by Ctrl-C, as a child of the example's starter by its word or its death. */
export function serve(server: Server, { name, port, host }: { name: string; port: number; host: string }): void {
  server.once('error', (error: NodeJS.ErrnoException) => {
    const why =
      error.code === 'EADDRINUSE'
        ? `port ${port} on ${host} is taken by another process: stop it, then start again`
        : error.message;
    console.error(`the ${name} can't start: ${why}`);
    process.exit(1);
  });
  server.listen(port, host, () => process.send?.({ kind: 'ready', url: `http://${host}:${port}` }));
  endWhenTold(() => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}

/** By Ctrl-C where it runs alone; as a child by SIGTERM or the end of the starter. */
export function endWhenTold(stop: () => void): void {
  process.once('SIGTERM', stop);
  if (process.send === undefined) process.once('SIGINT', stop);
  else {
    // Ctrl-C reaches the whole process group, and the starter says when it is our turn.
    process.on('SIGINT', () => undefined);
    process.once('disconnect', stop);
  }
}
