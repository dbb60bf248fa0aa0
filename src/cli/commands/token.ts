import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { dataDirectoryAt, fingerprinterOf } from '../../app/index.ts';
import type { LoggedEntry } from '../../ledger/index.ts';
import { outcomesOf, timelineOf } from '../../records/index.ts';
import type { Store } from '../../store/index.ts';
import { TokenError } from '../../tokens/index.ts';
import {
  action,
  answer,
  type CliCommand,
  type CliContext,
  EXIT,
  type Format,
  formatOption,
  styled,
} from '../command.ts';
import { entryJson, entryLine } from '../entry-text.ts';
import { addLedgerOptions, dataDirectoryOf, type LedgerLocation, openLedger } from '../open-ledger.ts';

interface Options extends LedgerLocation {
  readonly format: Format;
}

/** Longest token that is read from stdin, in bytes. */
const MAX_TOKEN_BYTES = 16 * 1024;

interface Birth {
  readonly fingerprint: string;
  readonly type: string;
  readonly grant_id: string;
  readonly issuer: string;
  readonly client_id: string;
  readonly subject: string | null;
  readonly scopes: string[];
  readonly audience: string | null;
  readonly expires_at: number | null;
  readonly server_expires_at: number | null;
  readonly revoked_at: number | null;
}

/** `ambit token`: the life of one token, from the decision to its end. */
export const tokenCommand: CliCommand = {
  name: 'token',
  register(program: Command, context: CliContext): void {
    addLedgerOptions(
      program
        .command('token')
        .argument('<id>', 'its fingerprint, its jti, or - to read the token itself from stdin (it is not kept)'),
    )
      .addOption(formatOption())
      .action(
        action(context, async (id: string, options: Options) => {
          const token = id === '-' ? await readToken(context) : null;
          const ledger = await openLedger(context, options);
          try {
            const birth = await findBirth(ledger.store, candidates(context, options, ledger.store, id, token));
            if (birth === null)
              return context.fail(
                'The ledger knows no such token: it was not issued through a guard, or under another data directory.',
                { exitCode: EXIT.findings },
              );
            await show(context, ledger.store, birth, options.format);
            return EXIT.ok;
          } finally {
            await ledger.close();
          }
        }),
      );
  },
};

async function readToken(context: CliContext): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of context.stdin) {
    size += part.length;
    if (size > MAX_TOKEN_BYTES) return context.fail(`A token on stdin has at most ${MAX_TOKEN_BYTES} bytes.`);
    parts.push(part);
  }
  const token = Buffer.concat(parts).toString().trim();
  return token === '' ? context.fail('There is no token on stdin.') : token;
}

/** Fingerprints that the given words may stand for. Reading a token or jti takes the fingerprint key of the data directory. */
async function* candidates(
  context: CliContext,
  options: Options,
  store: Store,
  id: string,
  token: string | null,
): AsyncGenerator<string> {
  if (token === null && /^[A-Za-z0-9_-]{1,32}:[A-Za-z0-9_-]{43}$/.test(id)) yield id;
  const directory = dataDirectoryAt(dataDirectoryOf(context, options));
  if (!existsSync(`${directory.keys}/fingerprint.key`)) {
    if (token !== null)
      context.fail(`A token is known by its fingerprint, and ${directory.keys} has no key to make it with.`);
    return;
  }
  const fingerprinter = fingerprinterOf(directory);
  if (token !== null) {
    try {
      yield fingerprinter.ofToken(token);
    } catch (cause) {
      if (cause instanceof TokenError) context.fail(`What came on stdin is no token: ${cause.message}.`, { cause });
      throw cause;
    }
    return;
  }
  const { rows } = await store.pool.query<{ issuer: string }>('select distinct issuer from token_births');
  for (const { issuer } of rows) yield fingerprinter.ofJti(issuer, id);
}

async function findBirth(store: Store, fingerprints: AsyncIterable<string>): Promise<Birth | null> {
  for await (const fingerprint of fingerprints) {
    const { rows } = await store.pool.query<Birth>(
      `select fingerprint, type, token_births.grant_id, token_births.issuer, token_births.client_id, token_births.subject,
              token_births.scopes, audience, token_births.expires_at, server_expires_at, grants.revoked_at
       from token_births left join grants on grants.grant_id = token_births.grant_id
       where fingerprint = $1 or jti_fingerprint = $1`,
      [fingerprint],
    );
    if (rows[0] !== undefined) return rows[0];
  }
  return null;
}

async function show(context: CliContext, store: Store, birth: Birth, format: Format): Promise<void> {
  const entries = await lifeOf(store, birth);
  const outcomes = await outcomesOf(store, entries);
  const status = statusOf(birth, entries);
  // Whose it was is taken out by an erasure; that it was somebody's, its entries say.
  const isErased =
    birth.subject === null && entries.some(({ entry }) => entry.kind === 'token.issued' && entry.subject !== null);
  const told = {
    fingerprint: birth.fingerprint,
    type: birth.type,
    status,
    issuer: birth.issuer,
    clientId: birth.client_id,
    subject: birth.subject,
    subjectErased: isErased,
    scopes: birth.scopes,
    audience: birth.audience,
    grantId: birth.grant_id,
    expiresAt: birth.expires_at === null ? null : rfc3339(birth.expires_at),
    ...(birth.server_expires_at === null ? {} : { serverExpiresAt: rfc3339(birth.server_expires_at) }),
  };
  const lines = [
    `${birth.type.replace('_', ' ')} of ${styled(context, 'bold', birth.client_id)}: ${styled(context, status === 'active' ? 'green' : 'red', status)}`,
    `  scopes    ${birth.scopes.join(' ') || 'none'}`,
    `  audience  ${birth.audience ?? 'none'}`,
    `  subject   ${birth.subject ?? (isErased ? 'erased' : 'none: the client acts for itself')}`,
    `  expires   ${told.expiresAt ?? 'not known'}${birth.expires_at === null ? '' : ` (${relative(birth.expires_at)})`}`,
    ...(told.serverExpiresAt === undefined
      ? []
      : [`            at the guards alone: its server lets it live until ${told.serverExpiresAt}`]),
    `  grant     ${birth.grant_id}`,
    `  known as  ${birth.fingerprint}`,
    '',
    ...entries.map((entry) => entryLine(context, entry, outcomes.get(entry.id))),
    '',
  ];
  answer(context, format, {
    text: lines.join('\n'),
    json: { ...told, timeline: entries.map((entry) => entryJson(entry, outcomes.get(entry.id))) },
  });
}

/** What names the token, and the end of its whole grant, which names no single one. */
async function lifeOf(store: Store, birth: Birth): Promise<LoggedEntry[]> {
  const own = await timelineOf(store, `token:${birth.fingerprint}`);
  const known = new Set(own.map(({ id }) => id));
  const ends = (await timelineOf(store, `grant:${birth.grant_id}`)).filter(
    ({ id, entry }) => !known.has(id) && entry.kind === 'token.revoked' && entry.body['type'] === 'grant',
  );
  return [...own, ...ends].sort((one, other) => one.index - other.index);
}

function statusOf(birth: Birth, entries: readonly LoggedEntry[]): 'active' | 'revoked' | 'expired' {
  const revoked = birth.revoked_at !== null || entries.some(({ entry }) => entry.kind === 'token.revoked');
  if (revoked) return 'revoked';
  return birth.expires_at !== null && birth.expires_at <= Date.now() / 1000 ? 'expired' : 'active';
}

function rfc3339(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** `in 4 minutes`, `3 days ago`. */
function relative(seconds: number): string {
  const away = seconds - Date.now() / 1000;
  const [unit, length] =
    (
      [
        ['day', 86_400],
        ['hour', 3600],
        ['minute', 60],
      ] as const
    ).find(([, size]) => Math.abs(away) >= size) ?? (['second', 1] as const);
  return new Intl.RelativeTimeFormat('en').format(Math.trunc(away / length), unit);
}
