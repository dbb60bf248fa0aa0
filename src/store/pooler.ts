import pg from 'pg';

/**
 * Whether a pooler such as PgBouncer answers in the server's place: it hands out numbers of its own to cancel by, so that what a
 * connection was told when it was made isn't what the server says of itself.
 */
export async function isBehindPooler(pool: pg.Pool): Promise<boolean> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    // The driver keeps what it was told (BackendKeyData), and its types don't say so.
    return rows[0]?.pid !== (client as unknown as { readonly processID: number | null }).processID;
  } finally {
    client.release();
  }
}

/**
 * A client that prepares no statement under a name. A pooler that hands out a server for each transaction gives the next one another, which
 * doesn't know the name, or knows it already.
 */
export class NamelessClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: the driver's own overloads, whatever they are, go through.
  override query(...[statement, ...others]: any[]): any {
    const isNamed = typeof statement === 'object' && statement !== null && statement.submit === undefined;
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    return (super.query as any)(isNamed ? { ...statement, name: undefined } : statement, ...others);
  }
}
