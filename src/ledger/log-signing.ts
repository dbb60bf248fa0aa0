import { type Entry, type EntryDraft, keyChangeOf } from '../entries/index.ts';
import {
  type CompactTree,
  cosignCheckpoint,
  cosignNote,
  followLogKeys,
  formatCheckpoint,
  formatVerifierKey,
  keyIdText,
  keyTextsOf,
  type LogKeyChange,
  signLogKeyChange,
  signNote,
  type VerifierKey,
} from '../proof/index.ts';
import type { Store } from '../store/index.ts';
import { signHeartbeat } from './heartbeat.ts';
import { readKeyEntries } from './key-changes.ts';
import { LedgerError } from './ledger-error.ts';
import { keysOf, type LogKeyOrder, type LogKeyring, type LogSigners, signersOf } from './log-keyring.ts';
import { keysChangedDraft, keysRetiredDraft } from './own-drafts.ts';

interface State {
  /** That of the newest keys, from 1. */
  readonly generation: number;
  /** The newest first; that of before beside it until it is retired. None where the newest are lost and others were asked for. */
  readonly signers: readonly LogSigners[];
  readonly changes: readonly LogKeyChange[];
  /** All that the log ever signed with, as far as the present ones lead to them. */
  readonly keys: readonly VerifierKey[];
}

/** What an order comes to: the entry that says it, and what signs once that is in the log. */
export interface LogKeyTurn {
  readonly draft: EntryDraft;
  readonly next: LogSigning;
}

/**
 * What a log signs with. Which generation of keys that is, the log itself says; the private keys are the keyring's.
 *
 * New keys sign from the checkpoint on that has the entry which announces them, and those of before go on signing beside them: whoever
 * knows the log by the former ones, as its witnesses do, has until these are retired to take the new ones.
 */
export class LogSigning {
  readonly #origin: string;
  readonly #keyring: LogKeyring;
  readonly #state: State;

  private constructor(origin: string, keyring: LogKeyring, state: State) {
    this.#origin = origin;
    this.#keyring = keyring;
    this.#state = state;
  }

  /**
   * As the log in the database says. What a crash left undone of an order that is in the log, `settle` does.
   *
   * @throws LedgerError `log_key_missing`; ProofError where the log's changes of keys don't lead from the keys that are known here
   */
  static async open(store: Store, origin: string, keyring: LogKeyring): Promise<LogSigning> {
    const entries = await readKeyEntries(store);
    const order = keyring.order();
    if (order !== null && entries.some(({ operation }) => operation === order.id)) keyring.answer(order, null);
    const changes = entries.flatMap((entry) => keyChangeOf(entry) ?? []);
    const generation = changes.length + 1;
    const newest = keyring.of(generation);
    const known = keyring.known();
    const waiting = keyring.order();
    if (newest === null && (waiting?.action !== 'rotate' || waiting.cause === 'routine'))
      throw new LedgerError(
        'log_key_missing',
        `The private keys of generation ${generation} of the log ${origin} are not there: restore them. If they are lost for good, have new ones put in their place: ambit ledger keys --rotate --cause lost.`,
      );
    // A database of before a change, which was restored, doesn't know what those who verify know.
    const longer = known.changes.length > changes.length ? known.changes : changes;
    const own = newest === null ? [] : keysOf(newest);
    const others = known.keys.filter((key) => !own.some((one) => formatVerifierKey(one) === formatVerifierKey(key)));
    const keys = followLogKeys([...own, ...others], longer);
    const former = changes.at(-1)?.cause === 'routine' && !isRetired(entries, generation - 1);
    // Without the newest it signs nothing: what those of before signed alone, nobody who knows of the change would take.
    const before = former && newest !== null ? keyring.of(generation - 1) : null;
    const signers = [newest, before].filter((one) => one !== null);
    return new LogSigning(origin, keyring, { generation, signers, changes, keys });
  }

  /** By which checkpoints of the log are opened, of whichever time. */
  get keys(): readonly VerifierKey[] {
    return this.#state.keys;
  }

  checkpoint(tree: CompactTree, now: Date): string {
    const text = formatCheckpoint({ origin: this.#origin, size: tree.size, root: tree.root() });
    const [first, ...others] = this.#state.signers;
    if (first === undefined) throw new LedgerError('log_key_missing', 'The log has no key to sign with.');
    let note = signNote(text, first.signer);
    for (const { signer } of others) note = cosignNote(note, signer);
    for (const { cosigner } of this.#state.signers)
      if (cosigner !== undefined) note = cosignCheckpoint(note, cosigner, Math.floor(now.getTime() / 1000));
    return note;
  }

  heartbeat(size: number, now: Date): string {
    const signers = this.#state.signers.map(({ signer }) => signer);
    return signHeartbeat({ origin: this.#origin, time: now.getTime(), size }, signers);
  }

  /** What is asked for and can be done. What can't is answered, and told as a problem. */
  due(onProblem: ((message: string) => void) | undefined): LogKeyOrder | null {
    const order = this.#keyring.order();
    if (order === null) return null;
    const problem = this.#problemOf(order);
    if (problem === null) return order;
    this.#keyring.answer(order, problem);
    onProblem?.(`the log’s keys stay as they are: ${problem}`);
    return null;
  }

  /** @param index of the entry that it becomes */
  turn(order: LogKeyOrder, index: number): LogKeyTurn {
    return order.action === 'rotate' ? this.#rotate(order, index) : this.#retire(order);
  }

  /** What there is to do once it is sure that the log says what this signs with: that is published, and keys that sign no more are destroyed. */
  settle(order: LogKeyOrder | null = null): void {
    const { generation, signers, changes } = this.#state;
    const [newest] = signers;
    if (newest === undefined) return;
    this.#keyring.publish(keysOf(newest), changes);
    for (let old = generation - signers.length; old > 0; old--) this.#keyring.destroy(old);
    if (order !== null) this.#keyring.answer(order, null);
  }

  #problemOf({ action, cause }: LogKeyOrder): string | null {
    const { generation, signers } = this.#state;
    if (action === 'retire' && signers.length < 2) return 'none of before signs any more';
    if (action === 'rotate' && cause === 'routine' && signers.length > 1)
      return `those of generation ${generation - 1} still sign, and have to be retired first`;
    return null;
  }

  #rotate({ id, cause }: LogKeyOrder, index: number): LogKeyTurn {
    const { generation, signers, changes, keys } = this.#state;
    const [newest] = signers;
    const fresh = this.#keyring.make(generation + 1);
    const kept = cause === 'routine' && newest !== undefined ? [newest] : [];
    const change = signLogKeyChange(
      {
        origin: this.#origin,
        generation: generation + 1,
        ...{ index, cause, keys: keyTextsOf(signersOf(fresh)), former: this.#formerKeys() },
      },
      [fresh, ...kept].flatMap(signersOf),
    );
    const following = [...changes, change];
    const next = new LogSigning(this.#origin, this.#keyring, {
      generation: generation + 1,
      signers: [fresh, ...kept],
      changes: following,
      keys: followLogKeys([...keys, ...keysOf(fresh)], following),
    });
    return { draft: keysChangedDraft(change, id), next };
  }

  #retire({ id }: LogKeyOrder): LogKeyTurn {
    const { signers, generation } = this.#state;
    const [newest, former] = signers as [LogSigners, LogSigners];
    const next = new LogSigning(this.#origin, this.#keyring, { ...this.#state, signers: [newest] });
    return { draft: keysRetiredDraft(generation - 1, keysOf(former).map(keyIdText), id), next };
  }

  #formerKeys(): readonly string[] {
    const { signers, changes } = this.#state;
    const [newest] = signers;
    if (newest !== undefined) return keyTextsOf(signersOf(newest));
    return changes.at(-1)?.keys ?? this.#keyring.known().keys.map(formatVerifierKey);
  }
}

function isRetired(entries: readonly Entry[], generation: number): boolean {
  return entries.some(({ kind, body }) => kind === 'ledger.keys_retired' && body['generation'] === generation);
}
