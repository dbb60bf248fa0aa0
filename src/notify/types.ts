import type { Alert, Severity } from '../alerts/index.ts';

/** One thing to send: the same id and the same bytes at each attempt. */
export interface Message {
  /** The alert's id; `webhook-id`. */
  readonly id: string;
  /** JSON. */
  readonly payload: string;
}

/** What came of one attempt. */
export interface SendResult {
  readonly outcome: 'delivered' | 'failed' | 'aborted';
  /** HTTP status; null where no answer came. */
  readonly status: number | null;
  /** A code, never a message: messages of libraries quote addresses. Null where an answer came. */
  readonly error: string | null;
  /** What the receiver asks for (`Retry-After`), in seconds. */
  readonly retryAfterSeconds: number | null;
}

/** Where alerts go: one interface for each channel, of which webhooks are the first. */
export interface Destination {
  /** Its name in the configuration and in the ledger. */
  readonly name: string;
  readonly severities: readonly Severity[];
  /** Tries once. Never rejects for what the receiver or the network does. */
  send(message: Message, signal: AbortSignal): Promise<SendResult>;
  close(): Promise<void>;
}

/** What a webhook carries (Standard Webhooks: `type`, `timestamp`, `data`). */
export interface AlertPayload {
  readonly type: Alert['type'];
  /** When it happened, not when it is sent. */
  readonly timestamp: string;
  readonly data: Alert;
}

/**
 * - `waiting`: it was not tried yet, or will be tried again
 * - `delivered`: the receiver said that it has it
 * - `failed`: it was given up; a person has to look
 */
export type DeliveryState = 'waiting' | 'delivered' | 'failed';

/** An alert on its way to one destination. Times are RFC 3339, UTC. */
export interface Delivery {
  readonly destination: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly lastAttemptAt: string | null;
  /** Null unless it waits. */
  readonly nextAttemptAt: string | null;
  readonly status: number | null;
  readonly error: string | null;
  /** Id of the entry that records the outcome. */
  readonly entry: string | null;
}

/** An alert, and what became of it. */
export interface ListedAlert {
  readonly alert: Alert;
  /** Of all its deliveries the state that most needs a person; `not_sent` where no destination takes it. */
  readonly state: DeliveryState | 'not_sent';
  readonly deliveries: readonly Delivery[];
}

export interface AlertPage {
  /** Newest first. */
  readonly alerts: readonly ListedAlert[];
  /** `before` of the next page; null where there is none. */
  readonly next: number | null;
}
