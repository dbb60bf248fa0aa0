import type { ExportedEvent } from './types.ts';

/** What happened, in one line for people: `Token issued: nightly-report, orders:read`. */
export function messageOf({ caption, facts, entry }: ExportedEvent): string {
  const { action, clientId, person, subject, scopes, reason, operation, entity, finding, count } = facts;
  const said = [
    'decision' in entry.body ? action : null,
    clientId ?? person ?? subject,
    operation,
    scopes.length === 0 ? null : scopes.join(' '),
    entity === null || entity.uid === clientId ? null : `${entity.type} ${entity.name ?? entity.uid}`,
    finding?.title ?? null,
    reason,
    count === null || count === 1 ? null : `${count} in all`,
  ].filter((part) => part !== null);
  return said.length === 0 ? `${caption} (${entry.writer})` : `${caption}: ${said.join(', ')}`;
}

/**
 * A text without what would end a line or steer a terminal: control, format and separating characters are spelled out. What strangers
 * sent stands in entries, and must not become a record of its own.
 */
export function oneLine(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** The beginning of a text, where a format says how long a field may be at most. Never half a character. */
export function atMost(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const cut = text.slice(0, characters - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** JSON of a record, on one line, without members that are null. */
export function jsonLine(value: { readonly [name: string]: unknown }): string {
  return escapedJson(JSON.stringify(value, (_, member) => (member === null ? undefined : member)));
}

/** The same JSON without what would end a line for some reader or steer a terminal: JSON escapes but half of the control characters. */
export function escapedJson(json: string): string {
  return json.replaceAll(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

/** An object that was read from a record; null for a line that is none. */
export function jsonRecord(line: string): { readonly [name: string]: unknown } | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as { readonly [name: string]: unknown })
      : null;
  } catch {
    return null;
  }
}

/** Index and leaf hash as they were read out of a record; null where it hasn't got them. */
export function placeIn(index: unknown, leafHash: unknown): { index: number; leafHash: string | null } | null {
  const number = typeof index === 'string' && /^(0|[1-9]\d{0,15})$/.test(index) ? Number(index) : index;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) return null;
  return { index: number, leafHash: typeof leafHash === 'string' ? leafHash : null };
}
