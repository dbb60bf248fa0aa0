import type { Reading } from './reading.ts';

const LEVELS = /^(log|info|warn|warning|error|debug|trace|verbose|fatal|notice)$/i;
const LOGGERS = /^(\w*logger|logs?|logging|console|slog)$/i;
const COOKIES = /^(set|save|store|write|put)_?\w*cookies?$/i;
/** Components that show what they are given; a component that signs in is called by what it does. */
const SHOWN = /^[A-Z]\w*(List|Table|Row|Item|Badges?|Tags?|Chips?)$/;

/** Whether a call tells of scopes that are asked for elsewhere: writes them to a log, keeps them in a cookie, or shows them. */
export function tells({ module }: Reading, names: readonly string[]): boolean {
  const last = names.at(-1) ?? '';
  if (COOKIES.test(last)) return true;
  if (LEVELS.test(last) && names.slice(0, -1).some((name) => LOGGERS.test(name))) return true;
  return SHOWN.test(last) && /\.[jt]sx$/.test(module.path);
}
