import type { EntryId } from '../entries/index.ts';

/** Names that a sentence lists; the rest is counted. */
const MAX_NAMED = 10;

/** `one`, `one and two`, `one, two and three`, `one, two … and 5 more`. */
export function listed(names: readonly string[]): string {
  if (names.length > MAX_NAMED) return `${names.slice(0, MAX_NAMED).join(', ')} and ${names.length - MAX_NAMED} more`;
  const last = names.at(-1) ?? 'nothing';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

export function clientText(clientId: string | null): string {
  return clientId === null ? 'A client' : `The client ${clientId}`;
}

/** A word as a shell takes it whole, whatever a client sent. */
export function shellWord(text: string): string {
  return /^[\w.:@%+=,/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The command that shows the entry that an alert is about. */
export function showCommand(id: EntryId): string {
  return `ambit ledger show ${id}`;
}

/** The command that says what a scope empowers, why it exists and who approved it. */
export function explainCommand(clientId: string | null, scopes: readonly string[]): string {
  return `ambit explain ${clientId === null ? 'CLIENT' : shellWord(clientId)} ${shellWord(scopes[0] ?? 'SCOPE')}`;
}
