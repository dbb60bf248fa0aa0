/** How numbers and times are said. */

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
const exact = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'medium',
  // The zone has a name in what is shown, so that nobody has to guess it.
});
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const numbers = new Intl.NumberFormat('en');

export function number(value: number): string {
  return numbers.format(value);
}

/** `3 scopes`, `1 scope`, `no scopes`. */
export function count(value: number, one: string, many = `${one}s`): string {
  return value === 0 ? `no ${many}` : `${number(value)} ${value === 1 ? one : many}`;
}

/** `3 hours ago`, `in 5 minutes`, `just now`. */
export function timeFromNow(time: number, now = Date.now()): string {
  const seconds = Math.round((time - now) / 1000);
  if (Math.abs(seconds) < 5) return 'just now';
  const [unit, size] = UNITS.find(([, of]) => Math.abs(seconds) >= of) ?? ['second', 1];
  return relative.format(Math.trunc(seconds / size), unit);
}

export function exactTime(time: number): string {
  return `${exact.format(time)} (${zone})`;
}

/** `10 minutes`, `1 hour 30 minutes`. */
export function duration(seconds: number): string {
  const parts = UNITS.slice(2).flatMap(([unit, size]) => {
    const whole = Math.floor(seconds / size);
    seconds -= whole * size;
    return whole === 0 ? [] : [count(whole, unit)];
  });
  return parts.slice(0, 2).join(' ') || '0 seconds';
}

/** `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
