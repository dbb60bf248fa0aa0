import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  type AppendRequest,
  type EntryDraft,
  type EntryId,
  LedgerError,
  type LedgerWriter,
} from '../../../ledger/index.ts';
import type { Json } from '../../../proof/index.ts';
import { revoke } from '../../../revocation/index.ts';
import type { Store } from '../../../store/index.ts';
import { JournalError, JournalFile } from './journal-file.ts';

/** Stands for the id of an entry that isn't in the ledger yet. */
const PLACEHOLDER = 'journal:';
/** Silence of the ledger after which the database is asked whether it is there. */
const SILENT_SECONDS = 2;
const PROBE_MILLISECONDS = 1000;
/** Entries brought to the ledger at once. */
const BATCH = 100;
/** Longest draft: an entry has 16 KiB with its envelope and proof. */
const MAX_DRAFT_BYTES = 14 * 1024;
/** Ids of entries that were brought, so that what is still under way can name them. */
const MAX_KNOWN_IDS = 100_000;

interface JournalRecord {
  /** Its placeholder. */
  readonly id: string;
  /** RFC 3339 with milliseconds, UTC. */
  readonly at: string;
  readonly drafts: readonly EntryDraft[];
  readonly births: NonNullable<AppendRequest['births']>;
}

/**
 * What passed while the ledger was away, of clients that are only observed: kept durably on the guard's own disk, and brought to the
 * ledger when it is back, after an entry that says from when to when it was away and how much passed.
 *
 * It has what the entries will have (fingerprints, pseudonyms, scopes) and nothing else: no token, code or secret.
 *
 * - **there**: entries go to the ledger. The first that fails, or a silence and a question without an answer, makes it
 * - **away**: entries go to the journal, each durable before the request goes on. Once a second the database is asked, and when it answers
 * - **back**: entries go to the ledger again; the journal's file is renamed and brought, decisions first, for the others name them. What was
 *   brought is written beside it as it goes, so that a guard that is killed in between goes on where it was; it may bring the batch
 *   that was under way twice, and never leaves one out.
 */
export interface ObserveJournal {
  /** Whether entries can't reach the ledger now. */
  isAway(): Promise<boolean>;
  /** An append failed: until the database answers, others needn't try. */
  markAway(): void;
  /** Keeps a request durably. Resolves with what stands for the id of its first entry. @throws JournalError */
  write(request: AppendRequest): Promise<EntryId>;
  /** Whether a request names an entry that isn't in the ledger yet, so that it has to follow it. Where it is by now, it is named in its place. */
  resolved(request: AppendRequest): { readonly request: AppendRequest; readonly waits: boolean };
  /** The id of an entry that was brought, by what stood for it; null where that isn't known here. */
  idOf(placeholder: EntryId): EntryId | null;
  /** Brings what is kept to the ledger, where it is back. Resolves with how many were brought. Cut off, the next call goes on. */
  bring(): Promise<number>;
  close(): Promise<void>;
}

export interface ObserveJournalOptions {
  /** Folder of the journals; made where it isn't there, for its owner alone. */
  readonly directory: string;
  readonly store: Store;
  readonly writer: LedgerWriter;
  readonly issuer: string;
  readonly silentSeconds: () => number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly onFault: (fault: unknown) => void;
}

export function openObserveJournal(options: ObserveJournalOptions): ObserveJournal {
  return new FileJournal(options);
}

class FileJournal implements ObserveJournal {
  readonly #options: ObserveJournalOptions;
  readonly #current: JournalFile;
  readonly #bringing: JournalFile;
  readonly #brought: JournalFile;
  readonly #ids = new Map<string, EntryId>();
  #away = false;
  #probing: Promise<boolean> | null = null;
  #bringingNow: Promise<number> | null = null;

  constructor(options: ObserveJournalOptions) {
    this.#options = options;
    const at = (ending: string): JournalFile =>
      new JournalFile(join(options.directory, `${options.writer.writer}.${ending}`));
    this.#current = at('journal');
    this.#bringing = at('bringing');
    this.#brought = at('brought');
  }

  async isAway(): Promise<boolean> {
    if (this.#away) return true;
    if (this.#options.silentSeconds() <= SILENT_SECONDS) return false;
    return !(await this.#answers());
  }

  markAway(): void {
    this.#away = true;
  }

  async write({ drafts, births = [] }: AppendRequest): Promise<EntryId> {
    const record: JournalRecord = {
      id: `${PLACEHOLDER}${randomUUID()}`,
      at: new Date(this.#options.clock()).toISOString(),
      drafts,
      births,
    };
    if (drafts.some((draft) => Buffer.byteLength(JSON.stringify(draft)) > MAX_DRAFT_BYTES))
      throw new LedgerError('entry_too_large', 'The request is too long to be recorded.');
    await this.#current.write(JSON.stringify(record));
    return record.id;
  }

  resolved(request: AppendRequest): { readonly request: AppendRequest; readonly waits: boolean } {
    const named = [
      ...request.drafts.flatMap(({ after }) => after),
      ...(request.births ?? []).map(({ decision }) => decision),
    ].filter(isPlaceholder);
    if (named.length === 0) return { request, waits: false };
    if (named.some((id) => !this.#ids.has(id))) return { request, waits: true };
    return { request: this.#withIds(request), waits: false };
  }

  idOf(placeholder: EntryId): EntryId | null {
    return this.#ids.get(placeholder) ?? null;
  }

  bring(): Promise<number> {
    this.#bringingNow ??= this.#bring().finally(() => {
      this.#bringingNow = null;
    });
    return this.#bringingNow;
  }

  async close(): Promise<void> {
    await this.#bringingNow?.catch(() => undefined);
    await Promise.all([this.#current.close(), this.#bringing.close(), this.#brought.close()]);
  }

  /** Whether the database answers; one question at a time, whoever asks. */
  #answers(): Promise<boolean> {
    this.#probing ??= this.#probe().finally(() => {
      this.#probing = null;
    });
    return this.#probing;
  }

  async #probe(): Promise<boolean> {
    const { store } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), PROBE_MILLISECONDS);
    });
    const asked = store.pool.query('SELECT 1').then(
      () => true,
      () => false,
    );
    const answers = await Promise.race([asked, late]);
    clearTimeout(timer);
    this.#away = !answers;
    return answers;
  }

  async #bring(): Promise<number> {
    const isKept = (await this.#bringing.exists()) || (await this.#current.exists());
    if (!this.#away && !isKept) return 0;
    if (!(await this.#answers()) || !isKept) return 0;
    if (!(await this.#bringing.exists())) await this.#current.renameTo(this.#bringing.path);
    const records = (await this.#bringing.lines()).flatMap((line) => this.#recordOf(line));
    const done = await this.#readBrought();
    if (records.length > 0) {
      if (!done.has('gap')) await this.#bringGap(records);
      const left = records.filter(({ id }) => !done.has(id));
      const isDecision = ({ drafts }: JournalRecord): boolean => drafts[0]?.kind === 'decision.made';
      await this.#bringAll(left.filter(isDecision));
      await this.#bringAll(left.filter((record) => !isDecision(record)));
    }
    await this.#bringing.remove();
    await this.#brought.remove();
    return records.length;
  }

  /** Lines are ours, and the disk is somebody's: what is no record can't be brought, and keeps nothing else from it. */
  #recordOf(line: string): readonly JournalRecord[] {
    try {
      const record = JSON.parse(line) as Partial<JournalRecord> | null;
      if (typeof record?.id === 'string' && typeof record.at === 'string' && Array.isArray(record.drafts))
        return [{ births: [], ...record } as JournalRecord];
    } catch {
      // It is told below.
    }
    this.#options.onFault(new JournalError('journal_damaged', 'A line of the journal is no record, and is left out.'));
    return [];
  }

  async #readBrought(): Promise<ReadonlySet<string>> {
    const done = new Set<string>();
    for (const line of await this.#brought.lines()) {
      const { id, entry } = JSON.parse(line) as { readonly id: string; readonly entry: EntryId };
      done.add(id);
      this.#know(id, entry);
    }
    return done;
  }

  async #bringGap(records: readonly JournalRecord[]): Promise<void> {
    const { writer, issuer, clock } = this.#options;
    const [appended] = await writer.append({
      drafts: [
        {
          kind: 'gap.recorded',
          issuer,
          operation: randomUUID(),
          after: [],
          digests: {},
          subject: null,
          refs: [`process:${writer.writer}`],
          body: {
            role: 'issuer-guard',
            from: records[0]?.at ?? '',
            to: new Date(clock()).toISOString(),
            reason: 'ledger_away',
            count: records.length,
          },
        },
      ],
    });
    await this.#mark('gap', appended?.id ?? '');
  }

  async #bringAll(records: readonly JournalRecord[]): Promise<void> {
    for (let from = 0; from < records.length; from += BATCH) {
      const batch = records.slice(from, from + BATCH);
      try {
        await this.#append(batch);
      } catch (error) {
        if (!isOfRecord(error)) throw error;
        for (const record of batch) await this.#bringOne(record);
      }
    }
  }

  async #append(batch: readonly JournalRecord[]): Promise<void> {
    const requests = batch.map((record) => this.#withIds(record));
    const births = requests.flatMap((request) => request.births ?? []);
    await this.#keepGrants(births);
    const appended = await this.#options.writer.append({
      drafts: requests.flatMap(({ drafts }) => drafts),
      births,
      observed: true,
    });
    let at = 0;
    for (const { id, drafts } of batch) {
      await this.#mark(id, appended[at]?.id ?? '');
      at += drafts.length;
    }
  }

  /** Of a batch that was turned down: what of it can't be written is told, and of a grant that was revoked meanwhile nothing is left good. */
  async #bringOne(record: JournalRecord): Promise<void> {
    const { writer, store, onFault } = this.#options;
    try {
      await this.#append([record]);
      return;
    } catch (error) {
      if (!isOfRecord(error)) throw error;
      if (error.code !== 'grant_revoked') {
        onFault(error);
        await this.#mark(record.id, '');
        return;
      }
    }
    const { drafts } = this.#withIds(record);
    const [appended] = await writer.append({ drafts, observed: true });
    for (const { fingerprint } of record.births)
      await revoke({
        ...{ store, writer, target: { fingerprint }, reason: 'grant_revoked', operation: randomUUID() },
        ...{ after: appended === undefined ? [] : [appended.id], upstream: 'incomplete' as const },
      });
    await this.#mark(record.id, appended?.id ?? '');
  }

  /** A refresh token is good by its grant, and what was given while the database was away has none yet. */
  async #keepGrants(births: NonNullable<AppendRequest['births']>): Promise<void> {
    for (const { type, grantId, issuer, clientId, scopes, audience, decision } of births)
      if (type === 'refresh_token')
        await this.#options.store.pool.query(
          `INSERT INTO grants (grant_id, issuer, client_id, scopes, resource, decision) VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT DO NOTHING`,
          [grantId, issuer, clientId, scopes, audience, decision],
        );
  }

  #withIds({ drafts, births = [] }: Pick<AppendRequest, 'drafts' | 'births'>): AppendRequest {
    return {
      drafts: drafts.map((draft) => ({
        ...draft,
        after: draft.after.map((id) => this.#ids.get(id) ?? id).filter((id) => !isPlaceholder(id) && id !== ''),
      })),
      births: births.map((birth) => ({ ...birth, decision: this.#ids.get(birth.decision) ?? birth.decision })),
    };
  }

  async #mark(id: string, entry: EntryId): Promise<void> {
    await this.#brought.write(JSON.stringify({ id, entry } satisfies Json));
    this.#know(id, entry);
  }

  #know(id: string, entry: EntryId): void {
    this.#ids.set(id, entry);
    const [oldest] = this.#ids.keys();
    if (this.#ids.size > MAX_KNOWN_IDS && oldest !== undefined) this.#ids.delete(oldest);
  }
}

/** Whether an append was turned down for what was to be appended. Everything else passes, and what is kept waits. */
function isOfRecord(error: unknown): error is LedgerError {
  return error instanceof LedgerError && ['entry_invalid', 'entry_too_large', 'grant_revoked'].includes(error.code);
}

/** Whether it stands for the id of an entry that wasn't in the ledger when it was written down. */
export function isPlaceholder(id: string): boolean {
  return id.startsWith(PLACEHOLDER);
}
