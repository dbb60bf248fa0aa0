/** What a supervisor tells a process that it has started, over the channel that `child_process` makes. The end it tells by SIGTERM. */
export type ToProcess = { readonly kind: 'start'; readonly databaseUrl: string | null };

/** What the process tells the supervisor. */
export type FromProcess =
  /** It answers. `facts` are for a person: `listens on …`. */
  | { readonly kind: 'ready'; readonly facts?: readonly string[] }
  /** Something that a person at the terminal should know. */
  | { readonly kind: 'notice'; readonly message: string }
  /** It can't go on, and why, in one sentence; it exits next. */
  | { readonly kind: 'failed'; readonly message: string };

const KINDS: ReadonlySet<unknown> = new Set(['ready', 'notice', 'failed']);

export function isFromProcess(message: unknown): message is FromProcess {
  return typeof message === 'object' && message !== null && KINDS.has((message as { kind?: unknown }).kind);
}

export function isToProcess(message: unknown): message is ToProcess {
  return typeof message === 'object' && message !== null && (message as { kind?: unknown }).kind === 'start';
}
