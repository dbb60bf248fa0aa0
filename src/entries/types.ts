import type { Json } from '../proof/index.ts';

/** `sha256:<hex>`: the SHA-256 of an entry's canonical JSON without its `proof`. Known before it is sequenced. */
export type EntryId = string;

/** Keyed hash by which a token, code or jti is known: `<key id>:<base64url of HMAC-SHA-256>`. */
export type Fingerprint = string;

/**
 * What a writer wants to record; the rest of the envelope is the writer's.
 *
 * People are pseudonyms (`sub:…`, or a policy person id), names and free text are references into the sealed store, tokens are
 * fingerprints, large content is a digest. All of these live in `body` and `refs`, never the thing itself.
 */
export interface EntryDraft {
  readonly kind: EntryKind;
  readonly issuer: string | null;
  /** Ties the entries of one operation: one HTTP request, one command. A random id. */
  readonly operation: string;
  /** Ids of the entries that this one follows from, in order of importance. */
  readonly after: readonly EntryId[];
  /** Digests of what it names, by role: `policy`, `openapi`, `configuration`. Values are `sha256:<hex>`. */
  readonly digests: Readonly<Record<string, string>>;
  /** Subject pseudonym, where one is concerned. */
  readonly subject: string | null;
  /** What it can be found by: token fingerprints, grant ids, client ids, each with a prefix (`token:`, `grant:`, `client:`). */
  readonly refs: readonly string[];
  readonly body: { readonly [name: string]: Json };
}

export type EntryKind =
  | 'ledger.opened'
  | 'writer.registered'
  | 'ledger.keys_changed'
  | 'ledger.keys_retired'
  | 'policy.activated'
  | 'policy.refused'
  | 'approval.given'
  | 'check.recorded'
  | 'decision.made'
  | 'token.issued'
  | 'token.withheld'
  | 'token.not_issued'
  | 'token.used'
  | 'token.usage'
  | 'token.use_refused'
  | 'token.revoked'
  | 'token.revoked_upstream'
  | 'revocation.ordered'
  | 'revocation.finished'
  | 'client.contained'
  | 'client.released'
  | 'erasure.ordered'
  | 'erasure.finished'
  | 'erasure.repeated'
  | 'elevation.requested'
  | 'elevation.approved'
  | 'elevation.denied'
  | 'elevation.withdrawn'
  | 'elevation.started'
  | 'elevation.taken'
  | 'elevation.ended'
  | 'elevation.reviewed'
  | 'issuer.adopted'
  | 'issuer.handed_back'
  | 'adoption.closed'
  | 'token.recognised'
  | 'finding.opened'
  | 'refusals.summarised'
  | 'gap.recorded'
  | 'process.started'
  | 'process.heartbeat'
  | 'process.stopped'
  | 'alert.delivered'
  | 'alert.undelivered'
  | 'session.opened'
  | 'session.refused'
  | 'session.ended'
  | 'recovery.opened'
  | 'evidence.exported'
  | 'checkpoint.cosigned'
  | 'checkpoint.uncosigned'
  | 'ledger.restored'
  | 'backup.drilled';

/** An entry as it stands in the log, version 1 of the envelope. Its bytes are its canonical JSON (RFC 8785), at most 16 KiB. */
export interface Entry extends EntryDraft {
  readonly envelope: 1;
  /** Version of the kind's body, from 1. Ambit writes what `KINDS` lists last; a later one may have written another. */
  readonly kindVersion: number;
  readonly environment: string;
  /** Stable id of the writer (`issuer-guard-1`). */
  readonly writer: string;
  /** The writer's own number, from 1, without gaps, across restarts. */
  readonly sequence: number;
  /** The writer's clock: RFC 3339 with milliseconds, UTC. */
  readonly time: string;
  readonly proof: WriterProof;
}

/**
 * The writer's signature. Entries are signed in batches (one signature for all that are appended together): the Ed25519
 * signature covers `ambit/writer-batch/v1\n<writer>\n<size>\n<base64 root>\n`, where root is the RFC 6962 Merkle root of the
 * batch whose leaves are the canonical bytes of its entries without `proof`; `path` is the inclusion proof of this one.
 */
export interface WriterProof {
  /** Hex of the first eight bytes of SHA-256 of the raw public key. */
  readonly key: string;
  readonly index: number;
  readonly size: number;
  readonly path: readonly string[];
  /** base64 */
  readonly signature: string;
}

/** A sequenced entry. `bytes` are the canonical bytes that were hashed. */
export interface LoggedEntry {
  readonly index: number;
  readonly id: EntryId;
  readonly leafHash: Uint8Array;
  readonly bytes: Uint8Array;
  readonly entry: Entry;
}
