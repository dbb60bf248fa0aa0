import { InvalidArgumentError } from 'commander';

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
const LONGEST_DAYS = 31;

/** An option that is a length of time, in seconds: `90s`, `30m`, `8h`, `7d`, 31 days at most. @throws InvalidArgumentError */
export function duration(text: string): number {
  const [, count = '', unit = ''] = /^([1-9]\d{0,6})([smhd])$/.exec(text) ?? [];
  const seconds = Number(count) * (SECONDS[unit] ?? 0);
  if (!(seconds > 0 && seconds <= LONGEST_DAYS * 86_400))
    throw new InvalidArgumentError(`A time reads 90s, 30m, 8h or 7d, and is ${LONGEST_DAYS} days at most.`);
  return seconds;
}
